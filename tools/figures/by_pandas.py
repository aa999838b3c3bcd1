"""Computes figures of docs/reference/measures.md with pandas, from an exported fact table alone.

    by_pandas.py TABLE AS_OF TIME_ZONE

As by_duckdb.py, with the same names: shares by month and product, rankings, times and remedies. Fails where a column of a Parquet file has
another type than the fact table's page says.
"""

import json
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

ENDED = {"closed", "withdrawn", "referred", "merged"}
LISTS = ["remedies", "clocks", "course"]
INSTANTS = ["receivedAt", "acknowledgementDueAt", "decisionDueAt"]
HOURS = ["hoursToAcknowledgement", "hoursToDecision", "hoursToClosure"]
INTEGERS = "stage satisfaction appeals appealsDecided appealsOverturned escalations pauses extensions holdingReplies".split()
FLAGS = (
    "anonymous open merged safety vulnerable declaredTimely acknowledgementInTime decisionInTime accepted resolvedEarly "
    "disputed reopened referred awarded followUp duplicate sameCause"
).split()
RANKINGS = "product channel language status severity finalDecision rootCause outcome team policy stage referredTo".split()


def instant(value):
    return None if value is None else pd.Timestamp(value)


def read(path):
    """The table with the same types from whichever file."""
    if path.suffix == ".parquet":
        check_types(pq.read_schema(path))
        table = pd.read_parquet(path)
    elif path.suffix == ".csv":
        table = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8-sig")
        for name in LISTS:
            table[name] = table[name].map(json.loads)
    else:
        table = pd.DataFrame([json.loads(line) for line in path.open(encoding="utf-8")])
    for name in INSTANTS:
        table[name] = pd.to_datetime(table[name], utc=True)
    for name in [*HOURS, *INTEGERS, *FLAGS]:
        table[name] = pd.to_numeric(table[name].astype(object).map(lambda v: float(v) if v is not None and v == v else None))
    return table


def check_types(schema):
    moment = pa.timestamp("ms", tz="UTC")
    expected = {name: moment for name in INSTANTS} | {name: pa.float64() for name in HOURS}
    expected |= {name: pa.int32() for name in INTEGERS} | {name: pa.bool_() for name in FLAGS}
    wrong = {name: str(schema.field(name).type) for name, type_ in expected.items() if schema.field(name).type != type_}
    remedy = schema.field("remedies").type.value_type
    if wrong or remedy.field("value").type != pa.decimal128(19, 4):
        raise TypeError(f"columns of unexpected types: {wrong}, remedies: {remedy}")


def with_shares(table, as_of):
    """Two columns for each measure: its population and what of it counts."""
    late = table.clocks.map(lambda runs: sum(1 for run in runs if run["state"] == "running" and is_past(run["dueAt"], as_of)))
    states = table.clocks.map(lambda runs: [run["state"] for run in runs])
    met = states.map(lambda found: found.count("met"))
    statuses = table.course.map(lambda course: {step["status"] for step in course})
    decided = table.finalDecision.notna()
    has_ended = statuses.map(lambda found: bool(found & ENDED))
    is_over = statuses.map(lambda found: bool(found & (ENDED - {"merged"})))
    everyone = pd.Series(1, table.index)
    shares = {
        "received": (everyone, everyone),
        "clockInTime": (met + states.map(lambda found: found.count("missed")) + late, met),
        "acknowledgedInTime": (
            table.acknowledgementInTime.notna() | (table.acknowledgementDueAt < as_of),
            table.acknowledgementInTime == 1,
        ),
        "decidedInTime": (table.decisionInTime.notna() | (table.decisionDueAt < as_of), table.decisionInTime == 1),
        "overdue": (table.open, (table.open == 1) & (late > 0)),
        "open": (everyone, ~table.status.isin(ENDED)),
        "upheld": (decided, decided & (table.finalDecision != "not-upheld")),
        "accepted": (decided, decided & (table.accepted == 1)),
        "disputed": (decided, decided & (table.disputed == 1)),
        "resolvedEarly": (everyone, table.resolvedEarly),
        "reopened": (has_ended, has_ended & (table.reopened == 1)),
        "rated": (is_over, is_over & table.satisfaction.notna()),
        "satisfied": (table.satisfaction.notna(), table.satisfaction >= 4),
        "appealed": (decided, decided & (table.appeals > 0)),
        "overturned": (table.appealsDecided, table.appealsOverturned),
        "referred": (everyone, table.referred),
        "awarded": (table.referred, (table.referred == 1) & (table.awarded == 1)),
        "repeated": (everyone, (table.followUp == 1) | (table.duplicate == 1)),
    }
    return {name: (of.astype(float), counted.astype(float)) for name, (of, counted) in shares.items()}


def is_past(due_at, as_of):
    return due_at is not None and pd.Timestamp(due_at) < as_of


def hours_between(first, second):
    return (instant(second) - instant(first)) / pd.Timedelta(hours=1)


def times_of(table, as_of):
    """For each duration, a list of hours for each complaint."""

    def reached(*statuses):
        def first(row):
            found = [step["since"] for step in row.course if step["status"] in statuses][:1]
            return [hours_between(row.receivedAt, since) for since in found]

        return table.apply(first, axis=1)

    def stayed(status):
        return table.course.map(
            lambda course: [
                hours_between(one["since"], other["since"])
                for one, other in zip(course[:-1], course[1:])
                if one["status"] == status
            ]
        )

    def known(name):
        return table[name].map(lambda hours: [] if pd.isna(hours) else [hours])

    def of_clocks(name):
        return table.clocks.map(lambda runs: [run[name] for run in runs if run[name] is not None])

    return {
        "toAcknowledgement": known("hoursToAcknowledgement"),
        "toAssessment": reached("assessed"),
        "toInvestigation": reached("under-investigation"),
        "toProposal": reached("response-proposed"),
        "toApproval": reached("response-approved"),
        "toDecision": known("hoursToDecision"),
        "toEnd": reached(*ENDED),
        "toClosure": known("hoursToClosure"),
        "openFor": table.apply(lambda row: [hours_between(row.receivedAt, as_of)] if row.open == 1 else [], axis=1),
        "inReceived": stayed("received"),
        "inAcknowledged": stayed("acknowledged"),
        "inAssessed": stayed("assessed"),
        "inInvestigation": stayed("under-investigation"),
        "inProposed": stayed("response-proposed"),
        "inApproved": stayed("response-approved"),
        "inCommunicated": stayed("decision-communicated"),
        "inRejected": stayed("rejected"),
        "clockGross": of_clocks("grossHours"),
        "clockNet": of_clocks("netHours"),
    }


def named(*parts):
    return " ".join("" if part is None or part != part else str(part) for part in parts)


def figures_of(table, as_of, time_zone):
    found = {}
    months = table.receivedAt.dt.tz_convert(time_zone).dt.strftime("%Y-%m")
    for measure, shares in with_shares(table, as_of).items():
        of, counted = shares
        for by in [pd.Series("*", table.index), table["product"]]:
            sums = pd.DataFrame({"n": counted, "d": of}).groupby([months, by], dropna=False).sum()
            for (month, group), row in sums.iterrows():
                if row.d > 0:
                    found[named("series", measure, "gregory month", month, group)] = [row.n, row.d]
    for by in RANKINGS:
        # A number of the CSV is a text here, as its name is.
        values = table[by].map(lambda value: None if pd.isna(value) else named(int(value) if by == "stage" else value))
        counts = values.value_counts().reset_index().sort_values(["count", by], ascending=[False, True])
        whole = int(counts["count"].sum())
        for value, count, cumulated in zip(counts[by], counts["count"], counts["count"].cumsum()):
            found[named("pareto", by, value)] = [int(count), whole, count / whole, cumulated / whole]
        found[named("pareto-without", by)] = [int(values.isna().sum())]
    for duration, hours in times_of(table, as_of).items():
        for product, its in hours.groupby(table["product"], dropna=False):
            spread = pd.Series([one for some in its for one in some], dtype=float)
            figures = [spread.mean(), *spread.quantile([0.5, 0.9, 0.95]), spread.min(), spread.max()]
            numbers = [None if figure != figure else figure for figure in figures]
            counts = [len(spread), int(its.map(bool).sum()), len(its)]
            found[named("distribution", duration, product)] = [*counts, *numbers]
    all_remedies = [(place, remedy) for place, some in table.remedies.items() for remedy in some]
    kinds = {(remedy["kind"], remedy["source"], remedy["currency"]) for _place, remedy in all_remedies}
    for kind in kinds:
        its = [(place, one) for place, one in all_remedies if (one["kind"], one["source"], one["currency"]) == kind]
        done = [(place, one) for place, one in its if int(one["delivered"]) == 1]
        money = [None if kind[2] is None else total(some) for some in (its, done)]
        found[named("remedies", *kind)] = [len({place for place, _one in its}), len(its), len(done), *money]
    return found


def total(remedies):
    amount = sum((Decimal(one["value"] or 0) for _place, one in remedies), Decimal(0))
    return format(amount.normalize(), "f")


def main(path, as_of, time_zone):
    json.dump(figures_of(read(path), pd.Timestamp(as_of), time_zone), sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
