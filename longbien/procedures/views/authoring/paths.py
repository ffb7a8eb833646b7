"""The addresses of writing services."""

from django.urls import path

from longbien.procedures.views.authoring import deciding, desk, editor, exports, form, guide, looking, migrations

# Before the pages of services: a code may hold dots.
EXPORTS = [
    path("services.jsonld", exports.catalogue, name="catalogue-jsonld"),
    path("services/<str:code>.jsonld", exports.service, name="service-jsonld"),
]
PATHS = [
    path("authoring/", desk.desk, name="authoring"),
    path("authoring/guide", guide.guide, name="authoring-guide"),
    path("authoring/guide/<slug:name>", guide.reference, name="authoring-reference"),
    path("authoring/begin", desk.begin, name="begin-draft"),
    path("authoring/<id26:draft_id>", editor.edit, name="draft"),
    path("authoring/<id26:draft_id>/check", editor.check_typed, name="draft-check"),
    path("authoring/<id26:draft_id>/try", looking.trial, name="draft-trial"),
    path("authoring/<id26:draft_id>/forms/<str:name>", form.form, name="draft-form"),
    path("authoring/<id26:draft_id>/letters/<str:name>.pdf", looking.letter, name="draft-letter"),
    path("authoring/<id26:draft_id>/compare", looking.comparison, name="draft-comparison"),
    path("authoring/<id26:draft_id>/revisions", looking.history, name="draft-history"),
    path("authoring/<id26:draft_id>/revisions/<int:seq>", looking.revision, name="draft-revision"),
    path("authoring/<id26:draft_id>/propose", deciding.propose, name="draft-propose"),
    path("authoring/<id26:draft_id>/take-back", deciding.take_back, name="draft-take-back"),
    path("authoring/<id26:draft_id>/approve", deciding.approve, name="draft-approve"),
    path("authoring/<id26:draft_id>/return", deciding.send_back, name="draft-return"),
    path("authoring/<id26:draft_id>/drop", deciding.drop, name="draft-drop"),
    path("authoring/migrations/<id26:run_id>", migrations.migration, name="migration"),
    path("authoring/migrations/<id26:run_id>.csv", migrations.migration_csv, name="migration-csv"),
]
