{{/* Fails with everything that is missing or contradicts itself, so that one attempt is enough to correct it. */}}
{{- define "redress.requireValues" -}}
{{- $v := .Values -}}
{{- $faults := list -}}
{{- if not $v.image.repository -}}
{{- $faults = append $faults "image.repository is needed: build deploy/images/Dockerfile and push it to your registry; no image is published." -}}
{{- end -}}
{{- if not $v.secrets.engines -}}
{{- $faults = append $faults "secrets.engines is needed: the name of a Secret with REDRESS_EVENT_STORE, REDRESS_EVENT_STREAM and REDRESS_READ_STORE." -}}
{{- end -}}
{{- if not $v.secrets.keys -}}
{{- $faults = append $faults "secrets.keys is needed: the name of a Secret with REDRESS_MASTER_KEY and REDRESS_KEY_STORE." -}}
{{- end -}}
{{- if not $v.secrets.messages -}}
{{- $faults = append $faults "secrets.messages is needed: the name of a Secret with REDRESS_SMTP_URL. Without a mail server messages would end with their pod." -}}
{{- end -}}
{{- if not $v.settings.REDRESS_MAIL_FROM -}}
{{- $faults = append $faults "settings.REDRESS_MAIL_FROM is needed: the sender of messages, such as \"Complaints <complaints@example.org>\"." -}}
{{- end -}}
{{- if not $v.settings.REDRESS_ATTACHMENT_SCANNER -}}
{{- $faults = append $faults "settings.REDRESS_ATTACHMENT_SCANNER is needed: a URL, or none where files are not scanned." -}}
{{- end -}}
{{- if eq (empty $v.secrets.attachments) (empty $v.attachments.existingClaim) -}}
{{- $faults = append $faults "either secrets.attachments (a Secret with REDRESS_ATTACHMENTS, for a bucket) or attachments.existingClaim (a claim with ReadWriteMany) is needed, and not both." -}}
{{- end -}}
{{- if ne (len (compact (list $v.settings.REDRESS_JWKS $v.secrets.staffTokens $v.secrets.issuer))) 1 -}}
{{- $faults = append $faults "one of settings.REDRESS_JWKS (the URL of your identity provider's keys), secrets.staffTokens (a Secret with REDRESS_JWKS) and secrets.issuer (a Secret with issuer.jwk) is needed, and not more than one." -}}
{{- end -}}
{{- if and $v.settings.REDRESS_OIDC_ISSUER (not (and $v.settings.REDRESS_OIDC_CLIENT_ID $v.settings.REDRESS_PUBLIC_URL)) -}}
{{- $faults = append $faults "settings.REDRESS_OIDC_CLIENT_ID and settings.REDRESS_PUBLIC_URL are needed with settings.REDRESS_OIDC_ISSUER." -}}
{{- end -}}
{{- if and $v.authorities.existingConfigMap $v.authorities.existingSecret -}}
{{- $faults = append $faults "authorities.existingConfigMap and authorities.existingSecret are both set: name one." -}}
{{- end -}}
{{- /* The program itself ends 9.5 seconds after the signal. */ -}}
{{- if lt (int $v.shutdown.graceSeconds) (add (int $v.shutdown.drainSeconds) 10 | int) -}}
{{- $faults = append $faults "shutdown.graceSeconds must be at least 10 more than shutdown.drainSeconds, or accepted requests are cut." -}}
{{- end -}}
{{- if and $v.ingress.enabled (not $v.ingress.host) -}}
{{- $faults = append $faults "ingress.host is needed with ingress.enabled: without a host the ingress would take the paths of every host." -}}
{{- end -}}
{{- if and $v.httpRoute.enabled (or (not $v.httpRoute.hosts) (not $v.httpRoute.parentRefs)) -}}
{{- $faults = append $faults "httpRoute.hosts and httpRoute.parentRefs are needed with httpRoute.enabled." -}}
{{- end -}}
{{- range $name, $service := $v.services -}}
{{- if gt (int $service.autoscaling.minReplicas) (int $service.autoscaling.maxReplicas) -}}
{{- $faults = append $faults (printf "services.%s.autoscaling.minReplicas is more than maxReplicas." $name) -}}
{{- end -}}
{{- end -}}
{{- if $faults -}}
{{- fail (printf "\n\nRedress cannot be rendered:\n  - %s\nSee docs/how-to/run-on-kubernetes.md.\n" (join "\n  - " $faults)) -}}
{{- end -}}
{{- end -}}
