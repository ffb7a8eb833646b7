"""The addresses of an Iceberg table's files, as clients of S3 make them: a bucket, and a key in it."""

from django.urls import path

from longbien.data.api.iceberg import files

app_name = "iceberg-files"
urlpatterns = [path("<str:agreement>/<str:name>", files.file, name="file")]
