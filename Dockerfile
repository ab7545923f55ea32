# Parallax in a container. Build from the repository's root:   docker build -t parallax .
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml pom.xml
COPY analytics analytics
COPY model-runner model-runner
COPY src src
COPY migrations migrations
COPY rater-ui rater-ui
# A rehearsal would be of use to this JDK alone, and the image runs on another.
RUN mvn -B -q -DskipTests -Drehearsal.skipped package

FROM eclipse-temurin:25-jre
# PostgreSQL's initdb wants its user to have a name.
RUN useradd --system --uid 10001 --user-group --home-dir /data parallax \
    && install -d -o parallax -g parallax -m 0700 /data
WORKDIR /opt/parallax
COPY --from=build /build/src/target/quarkus-app src/target/quarkus-app
COPY --from=build /build/model-runner/demo-model/model model-runner/demo-model/model
USER 10001
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-Dparallax.home=/opt/parallax", "-jar", "src/target/quarkus-app/quarkus-run.jar"]
CMD ["run", "--bind", "0.0.0.0", "--port", "8080", "--data", "/data"]
