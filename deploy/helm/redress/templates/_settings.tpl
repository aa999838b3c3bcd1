{{/*
The variables that a process needs from Secrets and files, as a YAML list. A variable of something that it does not need is not given to it.
Takes `root`, `component` and `needs`.
*/}}
{{- define "redress.variables" -}}
{{- $v := .root.Values -}}
{{- $variables := list (dict "name" "PORT" "value" "8080") -}}
{{- if .needs -}}
{{- $variables = append $variables (dict "name" "REDRESS_DATA" "value" "/var/lib/redress") -}}
{{- end -}}
{{- range $variable, $service := index (.root.Files.Get "files/services.yaml" | fromYaml).asks .component -}}
{{- $url := printf "http://%s-%s" (include "redress.fullname" $.root) $service -}}
{{- $variables = append $variables (dict "name" $variable "value" $url) -}}
{{- end -}}
{{- if or $v.authorities.existingConfigMap $v.authorities.existingSecret -}}
{{- $variables = append $variables (dict "name" "NODE_EXTRA_CA_CERTS" "value" "/etc/redress/authorities/ca.crt") -}}
{{- end -}}
{{- if and (has "staff-tokens" .needs) $v.files.staff.existingSecret -}}
{{- $variables = append $variables (dict "name" "REDRESS_STAFF" "value" "/etc/redress/staff/staff.yaml") -}}
{{- end -}}
{{- if and (has "sign-in" .needs) $v.secrets.signIn -}}
{{- $variables = append $variables (dict "name" "REDRESS_OIDC_CLIENT_SECRET_FILE" "value" "/etc/redress/sign-in/client-secret") -}}
{{- end -}}
{{- if and (has "messages" .needs) $v.files.webhooks.existingSecret -}}
{{- $variables = append $variables (dict "name" "REDRESS_WEBHOOKS" "value" "/etc/redress/webhooks/webhooks.yaml") -}}
{{- end -}}
{{- if and (has "attachments" .needs) $v.attachments.existingClaim -}}
{{- $variables = append $variables (dict "name" "REDRESS_ATTACHMENTS" "value" "file:/var/lib/redress-attachments") -}}
{{- end -}}
{{- $engines := dict "secret" $v.secrets.engines "names" (list "REDRESS_EVENT_STORE" "REDRESS_EVENT_STREAM" "REDRESS_READ_STORE") -}}
{{- $keys := dict "secret" $v.secrets.keys "names" (list "REDRESS_KEY_STORE" "REDRESS_MASTER_KEY") -}}
{{- $tokens := dict "secret" $v.secrets.staffTokens "names" (list "REDRESS_JWKS") -}}
{{- $files := dict "secret" $v.secrets.attachments "names" (list "REDRESS_ATTACHMENTS") -}}
{{- $mail := dict "secret" $v.secrets.messages "names" (list "REDRESS_SMTP_URL") -}}
{{- $beside := dict "secret" $v.secrets.messages "names" (list "REDRESS_SMS" "REDRESS_SMS_TOKEN" "REDRESS_BOUNCE_TOKEN") "optional" true -}}
{{- $groups := list -}}
{{- if has "event-store" .needs -}}{{- $groups = append $groups $engines -}}{{- end -}}
{{- if has "key-store" .needs -}}{{- $groups = append $groups $keys -}}{{- end -}}
{{- if has "staff-tokens" .needs -}}{{- $groups = append $groups $tokens -}}{{- end -}}
{{- if has "attachments" .needs -}}{{- $groups = append $groups $files -}}{{- end -}}
{{- if has "mail" .needs -}}{{- $groups = append $groups $mail -}}{{- end -}}
{{- if has "messages" .needs -}}{{- $groups = append $groups $beside -}}{{- end -}}
{{- range $group := $groups -}}
{{- if $group.secret -}}
{{- range $group.names -}}
{{- $reference := dict "name" $group.secret "key" . -}}
{{- if $group.optional -}}{{- $_ := set $reference "optional" true -}}{{- end -}}
{{- $variables = append $variables (dict "name" . "valueFrom" (dict "secretKeyRef" $reference)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toYaml $variables -}}
{{- end -}}

{{/* The volumes of a process, each with where it is mounted, as JSON: `[{ volume, mount }]`. Takes `root`, `needs` and optionally
`tmpSize`. */}}
{{- define "redress.files" -}}
{{- $v := .root.Values -}}
{{- $readable := 0440 -}}
{{- $tmp := dict "volume" (dict "emptyDir" (dict "sizeLimit" (default "256Mi" .tmpSize))) "mount" (dict "name" "tmp" "mountPath" "/tmp") -}}
{{- /* Nothing in the data folder must last: every store is elsewhere. */ -}}
{{- $data := dict "volume" (dict "emptyDir" (dict "sizeLimit" "64Mi")) "mount" (dict "name" "data" "mountPath" "/var/lib/redress") -}}
{{- $files := list $tmp -}}
{{- if .needs -}}{{- $files = append $files $data -}}{{- end -}}
{{- with $v.authorities -}}
{{- $mount := dict "name" "authorities" "mountPath" "/etc/redress/authorities" "readOnly" true -}}
{{- $items := list (dict "key" .key "path" "ca.crt") -}}
{{- if .existingConfigMap -}}
{{- $files = append $files (dict "mount" $mount "volume" (dict "configMap" (dict "name" .existingConfigMap "items" $items))) -}}
{{- else if .existingSecret -}}
{{- $files = append $files (dict "mount" $mount "volume" (dict "secret" (dict "secretName" .existingSecret "items" $items))) -}}
{{- end -}}
{{- end -}}
{{- if and (has "staff-tokens" .needs) $v.secrets.issuer -}}
{{- $mount := dict "name" "issuer" "mountPath" "/var/lib/redress/issuer.jwk" "subPath" "issuer.jwk" "readOnly" true -}}
{{- $files = append $files (dict "mount" $mount "volume" (dict "secret" (dict "secretName" $v.secrets.issuer "defaultMode" $readable))) -}}
{{- end -}}
{{- if and (has "sign-in" .needs) $v.secrets.signIn -}}
{{- $mount := dict "name" "sign-in" "mountPath" "/etc/redress/sign-in" "readOnly" true -}}
{{- $files = append $files (dict "mount" $mount "volume" (dict "secret" (dict "secretName" $v.secrets.signIn "defaultMode" $readable))) -}}
{{- end -}}
{{- $yaml := dict "staff" (has "staff-tokens" .needs) "webhooks" (has "messages" .needs) -}}
{{- range $name, $file := $v.files -}}
{{- if and (get $yaml $name) $file.existingSecret -}}
{{- $mount := dict "name" $name "mountPath" (printf "/etc/redress/%s" $name) "readOnly" true -}}
{{- $items := list (dict "key" $file.key "path" (printf "%s.yaml" $name)) -}}
{{- $secret := dict "secretName" $file.existingSecret "defaultMode" $readable "items" $items -}}
{{- $files = append $files (dict "mount" $mount "volume" (dict "secret" $secret)) -}}
{{- end -}}
{{- end -}}
{{- if and (has "attachments" .needs) $v.attachments.existingClaim -}}
{{- $mount := dict "name" "attachments" "mountPath" "/var/lib/redress-attachments" -}}
{{- $claim := dict "claimName" $v.attachments.existingClaim -}}
{{- $files = append $files (dict "mount" $mount "volume" (dict "persistentVolumeClaim" $claim)) -}}
{{- end -}}
{{- toJson $files -}}
{{- end -}}

{{/* Takes `root` and `needs`. */}}
{{- define "redress.volumeMounts" -}}
{{- $mounts := list -}}
{{- range include "redress.files" . | fromJsonArray -}}{{- $mounts = append $mounts .mount -}}{{- end -}}
{{- toYaml (concat $mounts .root.Values.extraVolumeMounts) -}}
{{- end -}}

{{/* Takes `root`, `needs` and optionally `tmpSize`. */}}
{{- define "redress.volumes" -}}
{{- $volumes := list -}}
{{- range include "redress.files" . | fromJsonArray -}}
{{- $volumes = append $volumes (merge (dict "name" .mount.name) .volume) -}}
{{- end -}}
{{- toYaml (concat $volumes .root.Values.extraVolumes) -}}
{{- end -}}
