{{/*
The template of a pod that runs one command of the image. Takes `root`, `component`, `needs` (of files/services.yaml), `args`, `resources`,
and optionally `serves` (true for a service), `extraSecret` and `tmpSize`.
*/}}
{{- define "redress.podTemplate" -}}
{{- $v := .root.Values -}}
metadata:
  labels:
    {{- include "redress.labels" . | nindent 4 }}
    {{- with $v.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # A changed setting starts new pods. A changed Secret does not: kubectl rollout restart.
    checksum/settings: {{ $v.settings | toJson | sha256sum }}
    {{- with $v.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  {{- include "redress.podSpec" . | nindent 2 }}
{{- end -}}

{{- define "redress.podSpec" -}}
{{- $v := .root.Values -}}
serviceAccountName: {{ include "redress.fullname" .root }}
automountServiceAccountToken: false
# Variables of neighbouring Services would stand among the settings.
enableServiceLinks: false
{{- with $v.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
terminationGracePeriodSeconds: {{ $v.shutdown.graceSeconds }}
{{- with $v.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- if .serves }}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - topologyKey: {{ . }}
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "redress.selectorLabels" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- else }}
restartPolicy: Never
{{- end }}
{{- with $v.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $v.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $v.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
containers:
  - name: {{ .component }}
    image: {{ include "redress.image" .root }}
    imagePullPolicy: {{ $v.image.pullPolicy }}
    args: {{ toJson .args }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities: { drop: [ALL] }
    envFrom:
      - configMapRef: { name: {{ include "redress.fullname" .root }}-settings }
      {{- with .extraSecret }}
      - secretRef: { name: {{ . }} }
      {{- end }}
    env:
      {{- include "redress.variables" . | trim | nindent 6 }}
    {{- if .serves }}
    {{- include "redress.probes" . | nindent 4 }}
    {{- end }}
    resources:
      {{- toYaml .resources | nindent 6 }}
    volumeMounts:
      {{- include "redress.volumeMounts" . | trim | nindent 6 }}
volumes:
  {{- include "redress.volumes" . | trim | nindent 2 }}
{{- end -}}

{{/* The port, and how Kubernetes sees that a process started, lives and can serve; how it takes part until it stops. */}}
{{- define "redress.probes" -}}
ports:
  - { name: http, containerPort: 8080 }
# It listens once its engines are open, and waits up to a minute for each of four.
startupProbe:
  httpGet: { path: /health/live, port: http }
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 60
# Ignores engines: a restart would not mend them.
livenessProbe:
  httpGet: { path: /health/live, port: http }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
# An election among an engine's members takes less time than these failures.
readinessProbe:
  httpGet: { path: {{ .root.Values.readiness.path }}, port: http }
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 6
lifecycle:
  preStop:
    sleep: { seconds: {{ .root.Values.shutdown.drainSeconds }} }
{{- end -}}
