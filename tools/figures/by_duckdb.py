"""Computes the figures of docs/reference/measures.md with DuckDB, from an exported fact table alone.

    by_duckdb.py TABLE AS_OF TIME_ZONE

TABLE is facts.csv, facts.jsonl or facts.parquet; AS_OF is the instant at which something counts as overdue. Prints one JSON object: each
figure by its name, such as `series upheld gregory month 2025-03 card`, with its numbers. A figure without complaints is left out.

It shares nothing with the service: other formulas over the columns, the calendars of ICU, and sums of the database.
"""

import json
import sys
from decimal import Decimal
from pathlib import Path

import duckdb

ENDED = "('closed', 'withdrawn', 'referred', 'merged')"
REMEDIES = "STRUCT(kind VARCHAR, value DECIMAL(19, 4), currency VARCHAR, source VARCHAR, delivered INT, current INT)[]"
CLOCKS = (
    "STRUCT(name VARCHAR, run INT, purpose VARCHAR, state VARCHAR, startedAt TIMESTAMPTZ, dueAt TIMESTAMPTZ, "
    "grossHours DOUBLE, netHours DOUBLE)[]"
)
COURSE = "STRUCT(status VARCHAR, since TIMESTAMPTZ)[]"
LISTS = {"remedies": REMEDIES, "clocks": CLOCKS, "course": COURSE}
INSTANTS = ["receivedAt", "acknowledgementDueAt", "decisionDueAt"]
HOURS = ["hoursToAcknowledgement", "hoursToDecision", "hoursToClosure"]
INTEGERS = (
    "stage satisfaction appeals appealsDecided appealsOverturned escalations pauses extensions holdingReplies "
    "anonymous open merged safety vulnerable declaredTimely acknowledgementInTime decisionInTime accepted resolvedEarly "
    "disputed reopened referred awarded followUp duplicate sameCause"
).split()

LATE = "list_filter(clocks, lambda c: c.state = 'running' AND c.dueAt < as_of())"
HAS_ENDED = f"len(list_filter(course, lambda s: s.status IN {ENDED})) > 0"
IS_OVER = "len(list_filter(course, lambda s: s.status IN ('closed', 'withdrawn', 'referred'))) > 0"
DECIDED = "finalDecision IS NOT NULL"

# The population of each measure, and what of it counts.
MEASURES = {
    "received": ("1", "1"),
    "clockInTime": (
        f"len(list_filter(clocks, lambda c: c.state IN ('met', 'missed'))) + len({LATE})",
        "len(list_filter(clocks, lambda c: c.state = 'met'))",
    ),
    "acknowledgedInTime": (
        "acknowledgementInTime IS NOT NULL OR acknowledgementDueAt < as_of()",
        "acknowledgementInTime = 1",
    ),
    "decidedInTime": ("decisionInTime IS NOT NULL OR decisionDueAt < as_of()", "decisionInTime = 1"),
    "overdue": ("open = 1", f"open = 1 AND len({LATE}) > 0"),
    "open": ("1", f"status NOT IN {ENDED}"),
    "upheld": (DECIDED, "finalDecision IN ('upheld', 'partly-upheld')"),
    "accepted": (DECIDED, f"{DECIDED} AND accepted = 1"),
    "disputed": (DECIDED, f"{DECIDED} AND disputed = 1"),
    "resolvedEarly": ("1", "resolvedEarly"),
    "reopened": (HAS_ENDED, f"{HAS_ENDED} AND reopened = 1"),
    "rated": (IS_OVER, f"{IS_OVER} AND satisfaction IS NOT NULL"),
    "satisfied": ("satisfaction IS NOT NULL", "satisfaction >= 4"),
    "appealed": (DECIDED, f"{DECIDED} AND appeals > 0"),
    "overturned": ("appealsDecided", "appealsOverturned"),
    "referred": ("1", "referred"),
    "awarded": ("referred", "referred = 1 AND awarded = 1"),
    "repeated": ("1", "followUp = 1 OR duplicate = 1"),
}


def reached(*statuses):
    """Hours from the receipt to the first of some statuses."""
    wanted = ", ".join(f"'{status}'" for status in statuses)
    return (
        f"list_transform(list_filter(course, lambda s: s.status IN ({wanted}))[1:1], "
        "lambda s: hours_between(receivedAt, s.since))"
    )


def stayed(status):
    """Hours of each stay in a status that is over."""
    return (
        f"[hours_between(course[i].since, course[i + 1].since) "
        f"FOR i IN range(1, len(course)) IF course[i].status = '{status}']"
    )


def known(column):
    return f"list_filter([{column}], lambda h: h IS NOT NULL)"


DURATIONS = {
    "toAcknowledgement": known("hoursToAcknowledgement"),
    "toAssessment": reached("assessed"),
    "toInvestigation": reached("under-investigation"),
    "toProposal": reached("response-proposed"),
    "toApproval": reached("response-approved"),
    "toDecision": known("hoursToDecision"),
    "toEnd": reached("closed", "withdrawn", "referred", "merged"),
    "toClosure": known("hoursToClosure"),
    "openFor": "CASE WHEN open = 1 THEN [hours_between(receivedAt, as_of())] ELSE [] END",
    "inReceived": stayed("received"),
    "inAcknowledged": stayed("acknowledged"),
    "inAssessed": stayed("assessed"),
    "inInvestigation": stayed("under-investigation"),
    "inProposed": stayed("response-proposed"),
    "inApproved": stayed("response-approved"),
    "inCommunicated": stayed("decision-communicated"),
    "inRejected": stayed("rejected"),
    "clockGross": "[c.grossHours FOR c IN clocks IF c.grossHours IS NOT NULL]",
    "clockNet": "[c.netHours FOR c IN clocks IF c.netHours IS NOT NULL]",
}

RANKINGS = (
    "product issue concern scope channel language status severity priority complexity impact decision finalDecision "
    "responseKind rootCause outcome organizationUnit jurisdiction complainantType team policy stage referredTo"
).split()

UNITS = {
    "year": "year({0})::VARCHAR",
    "quarter": "year({0}) || '-Q' || ((month({0}) + 2) // 3)",
    "month": "format('{{}}-{{:02d}}', year({0}), month({0}))",
    "week": "format('{{}}-W{{:02d}}', isoyear({0}), weekofyear({0}))",
    "day": "format('{{}}-{{:02d}}-{{:02d}}', year({0}), month({0}), day({0}))",
}
# Weeks are those of ISO 8601, in the Gregorian calendar alone.
PERIODS = {"gregory": ["year", "quarter", "month", "week", "day"], "persian": ["year", "quarter", "month", "day"]}
ICU_CALENDARS = {"gregory": "gregorian", "persian": "persian"}

EDGES = [24, 72, 168, 336, 672, 1344]
AGES = [7, 14, 30, 60, 90]
MILESTONES = ["toAcknowledgement", "toDecision", "toEnd"]


# How many of how many months are beyond so many standard deviations.
RULES = {
    "one-beyond-three-sigma": (1, 1, 3),
    "two-of-three-beyond-two-sigma": (2, 3, 2),
    "four-of-five-beyond-one-sigma": (4, 5, 1),
    "eight-in-a-row-on-one-side": (8, 8, 0),
}

RECURRENCES = [["rootCause", "product"], ["product"], ["organizationUnit", "issue"]]
RECENT = 3


class Figures:
    """The figures found so far, by their names."""

    def __init__(self, db):
        self.db = db
        self.found = {}

    def add(self, kind, names, sql):
        """Adds a figure for each row: its first `names` columns are the rest of its name, the others its numbers."""
        for row in self.db.execute(sql).fetchall():
            name = " ".join([kind, *("" if part is None else str(part) for part in row[:names])])
            self.found[name] = [plain(cell) for cell in row[names:]]


def plain(cell):
    return format(cell.normalize(), "f") if isinstance(cell, Decimal) else cell


def read(db, path):
    """The table `facts`, with the same types from whichever file."""
    if path.suffix == ".parquet":
        db.execute(f"CREATE VIEW file AS FROM read_parquet('{path}')")
    elif path.suffix == ".csv":
        db.execute(f"CREATE VIEW file AS FROM read_csv('{path}', all_varchar = true, header = true)")
    else:
        first = json.loads(path.open(encoding="utf-8").readline())
        columns = ", ".join(f"{name}: '{LISTS.get(name, 'VARCHAR')}'" for name in first)
        db.execute(f"CREATE VIEW file AS FROM read_json('{path}', format = 'newline_delimited', columns = {{{columns}}})")
    casts = {name: f"{name}::TIMESTAMPTZ" for name in INSTANTS}
    casts |= {name: f"{name}::DOUBLE" for name in HOURS}
    casts |= {name: f"{name}::INT" for name in INTEGERS}
    casts |= {name: f"{name}::{'JSON::' if path.suffix == '.csv' else ''}{type_}" for name, type_ in LISTS.items()}
    replaced = ", ".join(f"{cast} AS {name}" for name, cast in casts.items())
    db.execute(f"CREATE TABLE facts AS SELECT * REPLACE ({replaced}), row_number() OVER () AS id FROM file")


def add_series(figures, calendar):
    for unit in PERIODS[calendar]:
        period = UNITS[unit].format("receivedAt")
        for measure, (population, counted) in MEASURES.items():
            for of in ["'*'", "product"]:
                figures.add(
                    f"series {measure} {calendar} {unit}",
                    2,
                    f"""SELECT {period}, {of}, sum(coalesce(({counted})::INT, 0)) AS n, sum(coalesce(({population})::INT, 0)) AS d
                        FROM facts GROUP BY ALL HAVING d > 0""",
                )


def add_summary(figures, calendar):
    punctual = ", ".join(
        f"""count(*) FILTER ({step}InTime = 1) AS {step}_met, count(*) FILTER ({step}InTime = 0) AS {step}_missed,
            count(*) FILTER ({step}InTime IS NULL AND {step}DueAt < as_of()) AS {step}_late,
            {step}_met / nullif({step}_met + {step}_missed + {step}_late, 0)"""
        for step in ["acknowledgement", "decision"]
    )
    times = ", ".join(f"avg({hours}), min({hours}), max({hours})" for hours in HOURS)
    counts = ", ".join(
        f"coalesce(sum({flag}), 0)" for flag in ["open", "merged", "anonymous", "accepted", "disputed", "reopened"]
    )
    figures.add(
        f"summary {calendar} month",
        2,
        f"""SELECT {UNITS["month"].format("receivedAt")}, product, count(*), {counts}, {punctual}, avg(declaredTimely), {times}
            FROM facts GROUP BY ALL""",
    )


def add_pareto(figures):
    for by in RANKINGS:
        figures.add(
            f"pareto {by}",
            1,
            f"""SELECT v, n, sum(n) OVER () AS d, n / d, sum(n) OVER (ORDER BY n DESC, v::VARCHAR ROWS UNBOUNDED PRECEDING) / d
                FROM (SELECT {by} AS v, count(*) AS n FROM facts WHERE {by} IS NOT NULL GROUP BY v)""",
        )
        figures.add(f"pareto-without {by}", 0, f"SELECT count(*) FROM facts WHERE {by} IS NULL")


def add_distributions(figures):
    bins = ", ".join(
        f"count(h) FILTER (h < {upper} AND ({lower} = 0 OR h >= {lower}))"
        for lower, upper in zip([0, *EDGES], [*EDGES, "'infinity'"])
    )
    for duration, hours in DURATIONS.items():
        figures.add(
            f"distribution {duration}",
            1,
            f"""WITH timed AS (SELECT product, id, {hours} AS hs FROM facts),
                  one AS (SELECT product, unnest(hs) AS h FROM timed),
                  spread AS (SELECT product, count(h) AS times, avg(h) AS mean, quantile_cont(h, 0.5) AS median,
                    quantile_cont(h, 0.9) AS p90, quantile_cont(h, 0.95) AS p95, min(h) AS low, max(h) AS high,
                    [{bins}] AS bins FROM one GROUP BY product),
                  cases AS (SELECT product, count(*) FILTER (len(hs) > 0) AS n, count(*) AS d FROM timed GROUP BY product)
                SELECT cases.product, coalesce(times, 0), n, d, mean, median, p90, p95, low, high,
                  coalesce(bins, [{", ".join("0" for _ in [0, *EDGES])}])
                FROM cases LEFT JOIN spread ON cases.product IS NOT DISTINCT FROM spread.product""",
        )


def add_backlog(figures, calendar):
    figures.add(
        f"backlog {calendar} day",
        1,
        f"""WITH place AS (SELECT course, unnest(range(1, len(course) + 1)) AS i FROM facts),
              step AS (SELECT i, course[i].since AS since, course[i].status IN {ENDED} AS over,
                course[i - 1].status IN {ENDED} AS was_over FROM place),
              change AS (SELECT date_trunc('day', since) AS day,
                (i = 1)::INT AS received, (NOT over AND was_over)::INT AS reopened, (over AND NOT was_over)::INT AS ended
                FROM step),
              every AS (SELECT unnest(generate_series(min(day), as_of(), INTERVAL 1 DAY)) AS day FROM change),
              daily AS (SELECT every.day, coalesce(sum(received), 0) AS received, coalesce(sum(reopened), 0) AS reopened,
                coalesce(sum(ended), 0) AS ended FROM every LEFT JOIN change ON change.day = every.day GROUP BY ALL)
            SELECT {UNITS["day"].format("day")},
              sum(received + reopened - ended) OVER until AS open, sum(received) OVER until, received, reopened, ended
            FROM daily WINDOW until AS (ORDER BY day) ORDER BY day""",
    )


def add_cohorts(figures, calendar):
    for milestone in MILESTONES:
        for age in AGES:
            figures.add(
                f"cohorts {milestone} {calendar} {age}",
                1,
                f"""SELECT {UNITS["month"].format("receivedAt")}, count(*) FILTER (({DURATIONS[milestone]})[1] <= {age * 24}), count(*)
                    FROM facts WHERE hours_between(receivedAt, as_of()) >= {age * 24} GROUP BY ALL""",
            )


def signals(partition=""):
    """The rules of the Western Electric handbook that a month completes, by its deviation z."""
    parts = []
    for rule, (count, among, beyond) in RULES.items():
        window = f"({partition} ORDER BY month ROWS {among - 1} PRECEDING)"
        above, below = f"z > {beyond}", f"z < -{beyond}"
        sides = " OR ".join(f"({side} AND sum(({side})::INT) OVER {window} >= {count})" for side in (above, below))
        parts.append(f"CASE WHEN {sides} THEN '{rule}' END")
    return f"list_filter([{', '.join(parts)}], lambda s: s IS NOT NULL)"


def add_charts(figures, time_zone):
    """By month of the Gregorian calendar, of those that are over."""
    for measure, (population, counted) in MEASURES.items():
        days = "date_diff('day', month, month + INTERVAL 1 MONTH)"
        of = days if measure == "received" else f"sum(coalesce(({population})::INT, 0))"
        variance = "centre" if measure == "received" else "centre * (1 - centre)"
        most = "'infinity'::DOUBLE" if measure == "received" else "1"
        figures.add(
            f"chart {measure}",
            1,
            f"""WITH cell AS (SELECT date_trunc('month', receivedAt AT TIME ZONE '{time_zone}') AS month,
                    sum(coalesce(({counted})::INT, 0)) AS n, {of} AS d FROM facts GROUP BY month
                    HAVING month + INTERVAL 1 MONTH <= as_of() AT TIME ZONE '{time_zone}' AND d > 0),
                  centred AS (SELECT *, n / d AS v, (sum(n) OVER ()) / (sum(d) OVER ()) AS centre FROM cell),
                  point AS (SELECT *, sqrt({variance} / d) AS sigma, CASE WHEN sigma = 0 THEN 0 ELSE (v - centre) / sigma END AS z
                    FROM centred)
                SELECT strftime(month, '%Y-%m'), n, d, v, greatest(0, centre - 3 * sigma), least({most}, centre + 3 * sigma),
                  {signals()} FROM point""",
        )


def add_recurrences(figures, time_zone):
    """Single, recurring and systemic groups, by the last months of the Gregorian calendar that are over."""
    for by in RECURRENCES:
        columns = ", ".join(by)
        known = " AND ".join(f"{column} IS NOT NULL" for column in by)
        figures.add(
            f"recurrence {'+'.join(by)}",
            len(by),
            f"""WITH one AS (SELECT {columns}, date_trunc('month', receivedAt AT TIME ZONE '{time_zone}') AS month FROM facts
                    WHERE {known}),
                  month AS (SELECT unnest(generate_series(
                    date_trunc('month', (SELECT min(receivedAt) FROM facts) AT TIME ZONE '{time_zone}'),
                    (as_of() AT TIME ZONE '{time_zone}') - INTERVAL 1 MONTH, INTERVAL 1 MONTH)) AS month),
                  kin AS (SELECT {columns}, count(*) AS n FROM one GROUP BY ALL),
                  counted AS (SELECT {columns}, month, count(*) AS m FROM one GROUP BY ALL),
                  cell AS (SELECT {columns}, n, month, coalesce(m, 0) AS m, date_diff('day', month, month + INTERVAL 1 MONTH) AS d
                    FROM kin CROSS JOIN month LEFT JOIN counted USING ({columns}, month)),
                  centred AS (SELECT *, sum(m) OVER its / sum(d) OVER its AS centre, row_number() OVER (its ORDER BY month DESC) AS age
                    FROM cell WINDOW its AS (PARTITION BY {columns})),
                  point AS (SELECT *, CASE WHEN centre = 0 THEN 0 ELSE (m / d - centre) / sqrt(centre / d) END AS z FROM centred),
                  told AS (SELECT *, {signals(f"PARTITION BY {columns}")} AS rules FROM point),
                  found AS (SELECT {columns}, n, centre, sum(m) FILTER (age <= {RECENT}) AS lately,
                    sum(d) FILTER (age <= {RECENT}) AS days,
                    string_agg(strftime(month, '%Y-%m'), ',' ORDER BY month) FILTER (age <= {RECENT} AND z > 0 AND len(rules) > 0)
                      AS months FROM told GROUP BY ALL)
                SELECT {columns}, CASE WHEN months IS NOT NULL AND lately >= 5 THEN 'systemic' WHEN n > 1 THEN 'recurring' ELSE 'single' END
                    AS kind, n, sum(n) OVER (), lately, days, centre, CASE WHEN kind = 'systemic' THEN months ELSE '' END FROM found""",
        )


def add_remedies(figures):
    figures.add(
        "remedies",
        3,
        """WITH remedy AS (SELECT id, unnest(remedies, recursive := true) FROM facts),
             summed AS (SELECT kind, source, currency, count(DISTINCT id) AS n, count(*) AS remedies,
               count(*) FILTER (delivered = 1) AS delivered,
               coalesce(sum(value), 0) AS promised, coalesce(sum(value) FILTER (delivered = 1), 0) AS paid
               FROM remedy GROUP BY kind, source, currency)
           SELECT kind, source, currency, n, remedies, delivered, CASE WHEN currency IS NOT NULL THEN promised END,
             CASE WHEN currency IS NOT NULL THEN paid END FROM summed""",
    )


def main(path, as_of, time_zone):
    db = duckdb.connect(config={"threads": 1})
    db.execute(f"SET TimeZone = '{time_zone}'")
    db.execute(f"CREATE MACRO as_of() AS '{as_of}'::TIMESTAMPTZ")
    db.execute("CREATE MACRO hours_between(a, b) AS (epoch_ms(b) - epoch_ms(a)) / 3600000")
    read(db, path)
    figures = Figures(db)
    for calendar in PERIODS:
        db.execute(f"SET Calendar = '{ICU_CALENDARS[calendar]}'")
        add_series(figures, calendar)
        add_summary(figures, calendar)
        add_cohorts(figures, calendar)
        add_backlog(figures, calendar)
    db.execute("SET Calendar = 'gregorian'")
    add_pareto(figures)
    add_distributions(figures)
    add_charts(figures, time_zone)
    add_recurrences(figures, time_zone)
    add_remedies(figures)
    json.dump(figures.found, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
