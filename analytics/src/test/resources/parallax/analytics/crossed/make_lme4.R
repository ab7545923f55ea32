# Makes ratings.csv and lme4.csv: simulated yes-or-no ratings, and what lme4's glmer says of them.
# Usage: Rscript make_lme4.R (R 4.2 with lme4 1.1 made the files here). Outside build and tests.
library(lme4)
set.seed(7)
groups <- c("a", "b", "c"); raters <- 24; items <- 40
group <- groups[(seq_len(raters) - 1) %% 3 + 1]
level <- c(a = -1.4, b = -0.5, c = 0.3)
u <- rnorm(raters, 0, 0.9); v <- rnorm(items, 0, 1.2)
w <- matrix(rnorm(items * 3, 0, 0.6), items, 3, dimnames = list(NULL, groups))
d <- expand.grid(item = seq_len(items), rater = seq_len(raters))
d <- d[runif(nrow(d)) < 0.6, ]
d$group <- group[d$rater]
logit <- level[d$group] + u[d$rater] + v[d$item] + w[cbind(d$item, match(d$group, groups))]
d$unsafe <- as.integer(runif(nrow(d)) < plogis(logit))
write.csv(d[c("item", "rater", "group", "unsafe")], "ratings.csv", row.names = FALSE, quote = FALSE)
fits <- list(
  additive = glmer(unsafe ~ 0 + group + (1 | rater) + (1 | item), d, family = binomial),
  interaction = glmer(unsafe ~ 0 + group + (1 | rater) + (1 | item) + (1 | group:item), d, family = binomial))
rows <- lapply(names(fits), function(name) {
  fit <- fits[[name]]
  spread <- function(term) { v <- VarCorr(fit)[[term]]; if (is.null(v)) 0 else sqrt(v[1, 1]) }
  data.frame(model = name, logLik = as.numeric(logLik(fit)), a = fixef(fit)[["groupa"]], b = fixef(fit)[["groupb"]],
    c = fixef(fit)[["groupc"]], rater = spread("rater"), item = spread("item"), groupItem = spread("group:item"))
})
options(digits = 12)
write.csv(format(do.call(rbind, rows), digits = 12), "lme4.csv", row.names = FALSE, quote = FALSE)
