"""The toy case of benchmarks/transitions.py in SpiffWorkflow: spiff.py DATABASE CASES → transitions per CPU-second.

Each transition is one transaction: the workflow is read, restored, its ready task completed with what its person gave,
run on, serialised and written. `lean` keeps the parsed specification in memory and stores only the state; without it
the workflow is stored as the library's documentation does it (`serialize_json`, `deserialize_json`).
"""

import io
import json
import sqlite3
import sys
import time

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

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
serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())


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


def written(workflow, lean):
    if not lean:
        return serializer.serialize_json(workflow)
    state = serializer.to_dict(workflow)
    state.pop("spec")
    return json.dumps(state)


def restored(state, spec, lean):
    return serializer.from_dict(json.loads(state) | {"spec": spec}) if lean else serializer.deserialize_json(state)


def transition(database, spec, case, data, lean):
    database.execute("BEGIN IMMEDIATE")
    (state,) = database.execute("SELECT state FROM cases WHERE id = ?", (case,)).fetchone()
    workflow = restored(state, spec, lean)
    task = workflow.get_next_task(state=TaskState.READY, manual=True)
    task.data.update(data)
    task.run()
    workflow.do_engine_steps()
    database.execute("UPDATE cases SET state = ? WHERE id = ?", (written(workflow, lean), case))
    database.execute("COMMIT")
    return workflow


def main(path, count, moves, lean):
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE IF NOT EXISTS cases (id INTEGER PRIMARY KEY, state TEXT NOT NULL)")
    spec = parsed()
    cases = []
    for _ in range(count):
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        cases.append(database.execute("INSERT INTO cases (state) VALUES (?)", (written(workflow, lean),)).lastrowid)
    start = time.process_time()
    for case in cases:
        for data in moves:
            workflow = transition(database, spec, case, data, lean)
        assert workflow.is_completed()
        assert workflow.get_tasks(spec_name="accepted")[0].state == TaskState.COMPLETED
    print(count * len(moves) / (time.process_time() - start))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3]), sys.argv[4:] == ["lean"])
