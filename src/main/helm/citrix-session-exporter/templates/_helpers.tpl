{{- define "exporter.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* At most 52 characters, because the controller adds a hash to the name for the label of a revision. */}}
{{- define "exporter.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains (include "exporter.name" .) .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "exporter.name" .) | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "exporter.selector" -}}
app.kubernetes.io/name: {{ include "exporter.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{- define "exporter.labels" -}}
{{ include "exporter.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "exporter.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "exporter.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "exporter.image" -}}
{{- with .Values.image }}
{{- with .registry }}{{ . }}/{{ end }}{{ .repository }}
{{- if .digest }}@{{ .digest }}{{ else }}:{{ default $.Chart.AppVersion .tag }}{{ end }}
{{- end }}
{{- end }}

{{- define "exporter.secret" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecret }}
{{- else if .Values.secret }}
{{- include "exporter.fullname" . }}
{{- end }}
{{- end }}

{{/* The endpoint of a ServiceMonitor or PodMonitor, of the values .monitor and the root context .root */}}
{{- define "exporter.endpoint" -}}
- port: http
  path: {{ .monitor.path }}
  scheme: {{ .root.Values.web.scheme }}
  interval: {{ .monitor.interval }}
  scrapeTimeout: {{ .monitor.scrapeTimeout }}
  honorLabels: {{ .monitor.honorLabels }}
  {{- with .monitor.tlsConfig }}
  tlsConfig:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .monitor.basicAuth }}
  basicAuth:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .monitor.relabelings }}
  relabelings:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .monitor.metricRelabelings }}
  metricRelabelings:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* The metadata of an object in another namespace, of .values (namespace, labels, annotations), .name and .root */}}
{{- define "exporter.metadata" -}}
name: {{ .name }}
namespace: {{ default .root.Release.Namespace .values.namespace }}
labels:
  {{- include "exporter.labels" .root | nindent 2 }}
  {{- with .values.labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with .values.annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Combinations of values that cannot work */}}
{{- define "exporter.validate" -}}
{{- $citrix := default dict .Values.config.citrix }}
{{- if not (or $citrix.sites (dig "demo" "enabled" false $citrix)) }}
{{- fail "config.citrix.sites is empty: configure a site, or set config.citrix.demo.enabled for the demo" }}
{{- end }}
{{- if and .Values.serviceMonitor.enabled .Values.podMonitor.enabled }}
{{- fail "serviceMonitor and podMonitor are enabled: Prometheus would scrape each pod twice, disable one of them" }}
{{- end }}
{{- if gt (int .Values.shards) 1 }}
{{- range $name, $site := $citrix.sites }}
{{- if eq "site" (default "" $site.strategy) }}
{{- fail (printf "config.citrix.sites.%s.strategy is site, which cannot be combined with shards: set shards to 1" $name) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
