{{/* The prefix of every object's name. Short enough for the longest suffix within the 63 characters of a label. */}}
{{- define "redress.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels by which a Deployment knows its pods. They never change within a release. Takes `root` and `component`. */}}
{{- define "redress.selectorLabels" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride | trunc 63 }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Takes `root` and `component`. */}}
{{- define "redress.labels" -}}
{{ include "redress.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: redress
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "redress.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The services that answer paths of the API, as a JSON list. */}}
{{- define "redress.routedServices" -}}
{{- $services := list -}}
{{- range .Files.Get "files/routes.yaml" | fromYamlArray -}}
{{- $services = append $services .service -}}
{{- end -}}
{{- $services | uniq | toJson -}}
{{- end -}}
