"""The toy case of benchmarks/transitions.py in SpiffWorkflow: spiff.py WAY DATABASE CASES MOVES.

Prints transitions per CPU-second and the peak memory.

A transition is one transaction: the workflow is read, restored, its ready task completed with what its person gave, run
on to the next task of a person, serialised and written. Ways to store it:

- `tables` as the chapter “SQLite Serializer” of its documentation does, with the serializer of its example application
  (a specification once, a row for every task), here over one connection that stays open;
- `text` all in one column, with `serialize_json` and `deserialize_json`;
- `lean` the same without the specification, which stays in memory.
"""

import io
import json
import os
import sqlite3
import sys
import time
from pathlib import Path
from uuid import UUID

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import DEFAULT_CONFIG, BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs import BpmnProcessSpec
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.util.task import TaskState

sys.path.append(str(Path(__file__).parents[1]))
from measured import peak

HEAD = '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="toy">'
TASKS = ("draft", "screening", "more_info", "review", "decision")
FLOWS = (
    ("start", "draft", ""),
    ("draft", "screening", ""),
    ("screening", "asked", ""),
    ("asked", "more_info", "action == 'ask'"),
    ("asked", "review", ""),
    ("more_info", "screening", ""),
    ("review", "large", ""),
    ("large", "decision", "size > 2"),
    ("large", "rejected", ""),
    ("decision", "accepted", ""),
)
# See EXAMPLE in benchmarks/transitions.py.
EXAMPLE = Path(os.environ.get("LONGBIEN_CONFORMANCE", "none")) / "spiff-example-cli/spiff_example/serializer/sqlite"


def bpmn():
    """The process as BPMN 2.0: five manual tasks, two exclusive gateways, two ends."""
    nodes = [("startEvent", "start", ""), *(("manualTask", task, "") for task in TASKS)]
    nodes += [("exclusiveGateway", "asked", ' default="f4"'), ("exclusiveGateway", "large", ' default="f8"')]
    nodes += [("endEvent", "accepted", ""), ("endEvent", "rejected", "")]
    lines = [HEAD, '<bpmn:process id="toy" isExecutable="true">']
    for kind, name, more in nodes:
        coming = "".join(f"<bpmn:incoming>f{n}</bpmn:incoming>" for n, flow in enumerate(FLOWS) if flow[1] == name)
        going = "".join(f"<bpmn:outgoing>f{n}</bpmn:outgoing>" for n, flow in enumerate(FLOWS) if flow[0] == name)
        lines.append(f'<bpmn:{kind} id="{name}"{more}>{coming}{going}</bpmn:{kind}>')
    for n, (source, target, when) in enumerate(FLOWS):
        rule = f"<bpmn:conditionExpression>{when.replace('>', '&gt;')}</bpmn:conditionExpression>" if when else ""
        flow = f'<bpmn:sequenceFlow id="f{n}" sourceRef="{source}" targetRef="{target}">'
        lines.append(f"{flow}{rule}</bpmn:sequenceFlow>")
    return "".join([*lines, "</bpmn:process></bpmn:definitions>"])


def parsed():
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(io.StringIO(bpmn())))
    return parser.get_spec("toy")


class InText:
    """One row a case, its workflow as text; `lean` leaves the specification out."""

    def __init__(self, database, spec, lean):
        self.database, self.spec, self.lean = database, spec, lean
        self.serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
        database.execute("CREATE TABLE cases (id INTEGER PRIMARY KEY, state TEXT NOT NULL)")

    def create(self, workflow):
        return self.database.execute("INSERT INTO cases (state) VALUES (?)", (self.dumped(workflow),)).lastrowid

    def load(self, case):
        (state,) = self.database.execute("SELECT state FROM cases WHERE id = ?", (case,)).fetchone()
        if self.lean:
            return self.serializer.from_dict(json.loads(state) | {"spec": self.spec})
        return self.serializer.deserialize_json(state)

    def save(self, workflow, case):
        self.database.execute("UPDATE cases SET state = ? WHERE id = ?", (self.dumped(workflow), case))

    def dumped(self, workflow):
        if not self.lean:
            return self.serializer.serialize_json(workflow)
        state = self.serializer.to_dict(workflow)
        state.pop("spec")
        return json.dumps(state)


class InTables:
    """The example application's serializer, inside our transaction instead of one (and a connection) for every call."""

    def __init__(self, database, spec):
        sys.path.insert(0, str(EXAMPLE))
        import serializer as example

        class Kept(example.SqliteSerializer):
            def execute(self, work, *args, **kwargs):
                return work(database.cursor(), *args, **kwargs)

        converters = {
            BpmnWorkflow: example.WorkflowConverter,
            BpmnSubWorkflow: example.SubworkflowConverter,
            BpmnProcessSpec: example.WorkflowSpecConverter,
        }
        database.executescript((EXAMPLE / "schema-sqlite.sql").read_text())
        sqlite3.register_adapter(UUID, str)
        sqlite3.register_converter("uuid", lambda raw: UUID(raw.decode()))
        sqlite3.register_adapter(dict, json.dumps)
        sqlite3.register_converter("json", json.loads)
        self.serializer = Kept("", registry=Kept.configure({**DEFAULT_CONFIG, **converters}))
        self.of = self.serializer.create_workflow_spec(spec, {})

    def create(self, workflow):
        return self.serializer.create_workflow(workflow, self.of)

    def load(self, case):
        return self.serializer.get_workflow(case)

    def save(self, workflow, case):
        self.serializer.update_workflow(workflow, case)


def transition(database, store, case, data):
    database.execute("BEGIN IMMEDIATE")
    workflow = store.load(case)
    task = workflow.get_next_task(state=TaskState.READY, manual=True)
    task.data.update(data)
    task.run()
    workflow.do_engine_steps()
    store.save(workflow, case)
    database.execute("COMMIT")
    return workflow


def main(way, path, count, moves):
    database = sqlite3.connect(
        path, isolation_level=None, detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES
    )
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        database.execute(f"PRAGMA {pragma}")
    spec = parsed()
    store = InTables(database, spec) if way == "tables" else InText(database, spec, lean=way == "lean")
    cases = []
    for _ in range(count):
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        cases.append(store.create(workflow))
    start = time.process_time()
    for case in cases:
        for data in moves:
            workflow = transition(database, store, case, data)
        assert workflow.is_completed()
        assert workflow.get_tasks(spec_name="accepted")[0].state == TaskState.COMPLETED
    print(count * len(moves) / (time.process_time() - start), peak())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), json.loads(sys.argv[4]))
