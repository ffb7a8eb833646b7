"""The toy case of benchmarks/transitions.py in SpiffWorkflow: python spiff.py DATABASE CASES → transitions per CPU-second.

Each transition is one transaction: the serialised workflow is read, restored, its ready task completed with data, run
on, serialised and written. The parsed specification is kept in memory and neither stored nor parsed again.
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

BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="toy">
  <bpmn:process id="toy" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="draft"/>
    <bpmn:manualTask id="draft"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:manualTask>
    <bpmn:sequenceFlow id="f2" sourceRef="draft" targetRef="screening"/>
    <bpmn:manualTask id="screening"><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:manualTask>
    <bpmn:sequenceFlow id="f3" sourceRef="screening" targetRef="large"/>
    <bpmn:exclusiveGateway id="large" default="no">
      <bpmn:incoming>f3</bpmn:incoming><bpmn:outgoing>yes</bpmn:outgoing><bpmn:outgoing>no</bpmn:outgoing>
    </bpmn:exclusiveGateway>
    <bpmn:sequenceFlow id="yes" sourceRef="large" targetRef="review">
      <bpmn:conditionExpression>size &gt; 2</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="no" sourceRef="large" targetRef="rejected"/>
    <bpmn:manualTask id="review"><bpmn:incoming>yes</bpmn:incoming><bpmn:outgoing>f4</bpmn:outgoing></bpmn:manualTask>
    <bpmn:sequenceFlow id="f4" sourceRef="review" targetRef="accepted"/>
    <bpmn:endEvent id="accepted"><bpmn:incoming>f4</bpmn:incoming></bpmn:endEvent>
    <bpmn:endEvent id="rejected"><bpmn:incoming>no</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>"""
MOVES = ({"title": "A thing", "size": 4}, {}, {"reason": "It is good."})
serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())


def parsed():
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(io.StringIO(BPMN.partition("?>")[2])))
    return parser.get_spec("toy")


def written(workflow):
    state = serializer.to_dict(workflow)
    state.pop("spec")
    return json.dumps(state)


def restored(state, spec):
    return serializer.from_dict(json.loads(state) | {"spec": spec})


def transition(database, spec, case, data):
    database.execute("BEGIN IMMEDIATE")
    (state,) = database.execute("SELECT state FROM cases WHERE id = ?", (case,)).fetchone()
    workflow = restored(state, spec)
    task = workflow.get_next_task(state=TaskState.READY, manual=True)
    task.data.update(data)
    task.run()
    workflow.do_engine_steps()
    database.execute("UPDATE cases SET state = ? WHERE id = ?", (written(workflow), case))
    database.execute("COMMIT")
    return workflow


def main(path, count):
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE IF NOT EXISTS cases (id INTEGER PRIMARY KEY, state TEXT NOT NULL)")
    spec = parsed()
    cases = []
    for _ in range(count + 1):
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        cases.append(database.execute("INSERT INTO cases (state) VALUES (?)", (written(workflow),)).lastrowid)
    for data in MOVES:
        transition(database, spec, cases[0], data)
    start = time.process_time()
    for case in cases[1:]:
        for data in MOVES:
            workflow = transition(database, spec, case, data)
        assert workflow.is_completed()
        assert workflow.get_tasks(spec_name="accepted")[0].state == TaskState.COMPLETED
    print(count * len(MOVES) / (time.process_time() - start))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
