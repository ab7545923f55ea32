{{- define "parallax.labels" -}}
app.kubernetes.io/name: parallax
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "parallax.name" -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}-parallax
{{- end -}}

{{- define "parallax.claim" -}}
{{ .Values.models.existingClaim | default (printf "%s-models" (include "parallax.name" .)) }}
{{- end -}}

{{- define "parallax.keysClaim" -}}
{{ .Values.keys.volume.existingClaim | default (printf "%s-keys" (include "parallax.name" .)) }}
{{- end -}}

{{- define "parallax.publicAddress" -}}
{{ .Values.publicAddress | default (ternary (printf "https://%s" .Values.ingress.host) "" .Values.ingress.enabled) }}
{{- end -}}

{{/* One Deployment of the same image in some roles. Called with root, part (web or runner), roles and its values. */}}
{{- define "parallax.deployment" -}}
{{- $secret := required "database.secret must name a Secret with the keys url, user and password" .root.Values.database.secret -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "parallax.name" .root }}-{{ .part }}
  labels:
    {{- include "parallax.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .part }}
spec:
  replicas: {{ .values.replicas }}
  selector:
    matchLabels:
      {{- include "parallax.labels" .root | nindent 6 }}
      app.kubernetes.io/component: {{ .part }}
  template:
    metadata:
      labels:
        {{- include "parallax.labels" .root | nindent 8 }}
        app.kubernetes.io/component: {{ .part }}
      {{- with .root.Values.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false # a service called parallax would become variables that look like settings
      terminationGracePeriodSeconds: 60
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        fsGroup: 10001
        seccompProfile:
          type: RuntimeDefault
      {{- with .root.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: parallax
          image: "{{ .root.Values.image.repository }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}"
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          args: ["run", "--bind", "0.0.0.0", "--port", "8080", "--data", "/data"]
          env:
            - name: PARALLAX_ROLES
              value: {{ .roles | quote }}
            {{- range $variable, $key := dict "PARALLAX_JDBC_URL" "url" "PARALLAX_JDBC_USER" "user" "PARALLAX_JDBC_PASSWORD" "password" }}
            - name: {{ $variable }}
              valueFrom:
                secretKeyRef:
                  name: {{ $secret }}
                  key: {{ $key }}
            {{- end }}
            - name: PARALLAX_RUNNER_PROVIDER
              value: {{ .values.provider | default "cpu" | quote }}
            {{- if eq .part "web" }}
            - name: PARALLAX_KEYS
              value: /keys
            {{- end }}
            {{- if .root.Values.models.enabled }}
            - name: PARALLAX_MODELS
              value: /models
            {{- end }}
            {{- with include "parallax.publicAddress" .root }}
            - name: PARALLAX_PUBLIC_ADDRESS
              value: {{ . | quote }}
            {{- end }}
            {{- with .root.Values.allowedHosts }}
            - name: PARALLAX_ALLOWED_HOSTS
              value: {{ join "," . | quote }}
            {{- end }}
            - name: JAVA_TOOL_OPTIONS
              value: {{ .root.Values.javaOptions | quote }}
            {{- if .root.Values.proxy.trusted }}
            - name: QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING
              value: "true"
            - name: QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED
              value: "true"
            - name: QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST
              value: "true"
            - name: QUARKUS_HTTP_PROXY_TRUSTED_PROXIES
              value: {{ join "," .root.Values.proxy.trusted | quote }}
            {{- end }}
          ports:
            - name: http
              containerPort: 8080
          startupProbe:
            httpGet: { path: /q/health/live, port: http }
            periodSeconds: 2
            failureThreshold: 150
          livenessProbe:
            httpGet: { path: /q/health/live, port: http }
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          readinessProbe:
            httpGet: { path: /q/health/ready, port: http }
            periodSeconds: 5
            timeoutSeconds: 5
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: ["ALL"]
          resources:
            {{- toYaml .values.resources | nindent 12 }}
          volumeMounts:
            - { name: scratch, mountPath: /tmp }
            - { name: data, mountPath: /data }
            {{- if eq .part "web" }}
            {{- if .root.Values.keys.volume.enabled }}
            - { name: erasures, mountPath: /keys }
            - { name: keys, mountPath: /keys/panel-ids.key, subPath: panel-ids.key, readOnly: true }
            {{- else }}
            - { name: keys, mountPath: /keys, readOnly: true }
            {{- end }}
            {{- end }}
            {{- if .root.Values.models.enabled }}
            - { name: models, mountPath: /models }
            {{- end }}
      volumes:
        - { name: scratch, emptyDir: {} }
        - { name: data, emptyDir: {} }
        {{- if eq .part "web" }}
        - name: keys
          secret:
            secretName: {{ .root.Values.keys.secret | default $secret }}
            items: [{ key: panel-ids.key, path: panel-ids.key }]
        {{- if .root.Values.keys.volume.enabled }}
        - name: erasures
          persistentVolumeClaim:
            claimName: {{ include "parallax.keysClaim" .root }}
        {{- end }}
        {{- end }}
        {{- if .root.Values.models.enabled }}
        - name: models
          persistentVolumeClaim:
            claimName: {{ include "parallax.claim" .root }}
        {{- end }}
      {{- with .values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end -}}
