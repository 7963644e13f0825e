#!/usr/bin/env bash
# Runs stock kubectl against a live cluster, verb by verb, and prints each command with its verdict. Ends with 1 if one behaves otherwise than written here.
#
#   KUBECONFIG=.actorkube/kubeconfig tests/ActorKube.Cluster.Tests/Kubectl/kubectl.sh
#
# It works in a namespace of its own, which it deletes; nodes that it cordons or taints get their state back. The cluster needs two workers.
set -u
KUBECTL=${KUBECTL:-kubectl}
work=$(mktemp -d)
export HOME="$work"                      # no caches of other clusters
export KUBE_EDITOR="sed -i s/before/after/"
space=kubectl-$$
passed=0 failed=0 postponed=0

verdict() { # VERDICT COMMAND…
  printf '%-7s %s\n' "$1" "${*:2}" | cut -c1-160
}

run() { # CODE PATTERN COMMAND…: the exit code must be CODE, and the output match PATTERN
  local code=$1 pattern=$2 output got
  shift 2
  output=$(timeout 60 "$@" 2>&1 </dev/null)
  got=$?
  if [ "$got" -eq "$code" ] && grep -Eqz -- "$pattern" <<<"$output"; then
    passed=$((passed + 1)); verdict ok "$@"
  else
    failed=$((failed + 1)); verdict FAILED "$@"
    printf '        wanted exit code %s and /%s/, got exit code %s and:\n' "$code" "$pattern" "$got"
    sed 's/^/        | /' <<<"$output" | head -20
  fi
}

k() { run 0 "$1" "$KUBECTL" "${@:2}"; }                     # must succeed, and say so
fails() { run "$1" "$2" "$KUBECTL" "${@:3}"; }              # must fail with that exit code and message
shell() { run "$1" "$2" bash -c "$3"; }                     # a line of shell
later() { postponed=$((postponed + 1)); verdict later "kubectl $1 ($2)"; }

clean() {
  "$KUBECTL" delete namespace "$space" --wait=false >/dev/null 2>&1
  "$KUBECTL" uncordon "$node" >/dev/null 2>&1
  "$KUBECTL" taint node "$node" script- >/dev/null 2>&1
  rm -rf "$work"
}
cp "${KUBECONFIG:?says which cluster}" "$work/kubeconfig" && export KUBECONFIG="$work/kubeconfig"   # the namespace is set in a copy
node=$("$KUBECTL" get nodes -o jsonpath='{.items[0].metadata.name}') || { echo "no cluster answers: set KUBECONFIG"; exit 1; }
trap clean EXIT

cat >"$work/web.yaml" <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "nginx:1.27", ports: [{containerPort: 80}]}
YAML
cat >"$work/settings.yaml" <<'YAML'
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {word: before}
YAML
mkdir "$work/kustomize"
cat >"$work/kustomize/kustomization.yaml" <<'YAML'
resources: [settings.yaml]
namePrefix: kustomized-
YAML
cp "$work/settings.yaml" "$work/kustomize/"

echo "# the cluster"
k 'Server Version: v1\.32' version
k 'is running at https://127\.0\.0\.1' cluster-info
k 'deployments +deploy +apps/v1 +true +Deployment' api-resources
k 'apps/v1' api-versions
k 'kind: +deployments?|KIND: +Deployment' explain deployment
k 'maxSurge.*IntOrString' explain deployment.spec.strategy.rollingUpdate
k 'STATUS +ROLES' get nodes
k 'INTERNAL-IP' get nodes -o wide
k 'Allocated resources' describe node "$node"
k "namespace/$space created" create namespace "$space"
k 'modified' config set-context --current --namespace="$space"

echo "# create and its generators"
k 'configmap/c created' create configmap c --from-literal=a=1
k 'secret/s created' create secret generic s --from-literal=password=x
k 'serviceaccount/robot created' create serviceaccount robot
k '^ey' create token robot
k 'service/svc created' create service clusterip svc --tcp=80:80
k 'role.*/reader created' create role reader --verb=get --resource=pods
k 'rolebinding.*/readers created' create rolebinding readers --role=reader --serviceaccount="$space:robot"
k 'resourcequota/quota created' create quota quota --hard=pods=50
k 'poddisruptionbudget.*/pdb created' create poddisruptionbudget pdb --selector=app=none --min-available=1
k 'ingress.*/ing created' create ingress ing --rule=example.com/=svc:80
k 'job.*/once created' create job once --image=busybox -- true
k 'cronjob.*/nightly created' create cronjob nightly --image=busybox --schedule='0 3 * * *' -- true
k 'deployment.*/generated created' create deployment generated --image=nginx --replicas=1
k 'kind: Deployment' create deployment tried --image=nginx --dry-run=server -o yaml
fails 1 'NotFound' get deployment tried

echo "# apply, diff, replace, edit, patch"
k 'deployment.apps/web created' apply -f "$work/web.yaml"
k 'deployment.apps/web unchanged' apply -f "$work/web.yaml"
shell 0 '^\s*$' "$KUBECTL diff -f $work/web.yaml"
shell 1 'replicas: 3' "sed 's/replicas: 2/replicas: 3/' $work/web.yaml | $KUBECTL diff -f -"
shell 0 'web configured' "sed 's/replicas: 2/replicas: 3/' $work/web.yaml | $KUBECTL apply -f -"
k 'configmap/settings serverside-applied' apply --server-side -f "$work/settings.yaml" --field-manager=one
shell 1 'conflict with "one".*\.data\.word' "sed s/before/other/ $work/settings.yaml | $KUBECTL apply --server-side --field-manager=two -f -"
shell 0 'serverside-applied' "sed s/before/other/ $work/settings.yaml | $KUBECTL apply --server-side --field-manager=two --force-conflicts -f -"
k 'configmap/settings replaced' replace -f "$work/settings.yaml"
k 'configmap/settings edited' edit configmap settings
k '^after' get configmap settings -o 'jsonpath={.data.word}'
k 'web patched' patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","env":[{"name":"A","value":"1"}]}]}}}}'
k 'nginx:1.27 1' get deployment web -o 'jsonpath={.spec.template.spec.containers[0].image} {.spec.template.spec.containers[0].env[0].value}'
k 'web patched' patch deployment web --type=merge -p '{"metadata":{"annotations":{"note":"x"}}}'
k 'web patched' patch deployment web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":2}]'
k 'kustomized-settings created' apply -k "$work/kustomize"
k 'name: kustomized-settings' kustomize "$work/kustomize"

echo "# label, annotate, set, scale, rollout, autoscale, expose"
k 'labeled' label deployment web tier=front
k 'unlabeled' label deployment web tier-
k 'annotated' annotate deployment web kubernetes.io/change-cause=first --overwrite
k 'scaled' scale deployment web --replicas=3
k 'successfully rolled out' rollout status deployment web --timeout=50s
k 'image updated' set image deployment/web web=nginx:1.28
k 'successfully rolled out' rollout status deployment web --timeout=50s
k 'env updated' set env deployment/web B=2
k 'REVISION' rollout history deployment web
k 'rolled back' rollout undo deployment web
k 'restarted' rollout restart deployment web
k 'paused' rollout pause deployment web
k 'resumed' rollout resume deployment web
k 'successfully rolled out' rollout status deployment web --timeout=50s
k 'autoscaled' autoscale deployment web --min=2 --max=4 --cpu-percent=80
k 'Deployment/web' get hpa
k 'exposed' expose deployment web --port=80 --name=exposed

echo "# get in all outputs, describe, wait, events"
k 'pod/one created' run one --image=nginx --port=80 --labels=run=one
k 'condition met' wait --for=condition=Ready pod/one --timeout=50s
k 'READY +STATUS +RESTARTS +AGE' get pods
k 'IP +NODE' get pods -o wide
k 'kind: Pod' get pod one -o yaml
k '"kind": "Pod"' get pod one -o json
k '^pod/one' get pod one -o name
k 'Running' get pod one -o jsonpath='{.status.phase}'
k 'PHASE.*Running' get pods -o custom-columns=NAME:.metadata.name,PHASE:.status.phase
k 'one' get pods -o go-template='{{range .items}}{{.metadata.name}} {{end}}'
k 'one' get pods --sort-by=.metadata.creationTimestamp
k 'one' get pods -l run=one --show-labels
k 'one' get pods --field-selector=metadata.name=one
k 'deployment.apps/web' get all
k "$space +one" get pods -A
k 'MODIFIED|one' get pod one --watch --output-watch-events --request-timeout=2s
k 'Node: .*Status: +Running.*Events:' describe pod one
k 'OldReplicaSets' describe deployment web
k 'Scheduled|Pulled|Started' events --for pod/one
k 'REASON' get events
shell 0 'Lease|holder|No resources' "$KUBECTL get leases -A"

echo "# into containers"
k '' logs one
k 'out' exec one -- echo out
fails 3 'exit code 3' exec one -- sh -c 'exit 3'
fails 1 'executable file not found' exec one -- nosuch
shell 0 'hello' "echo hello | $KUBECTL exec -i one -- cat"
shell 0 '' "echo copied > $work/file && $KUBECTL cp $work/file one:/tmp/file && $KUBECTL cp one:/tmp/file $work/back && cmp $work/file $work/back"
shell 0 'one' "$KUBECTL port-forward pod/one :80 >$work/forward & f=\$!; trap 'kill \$f' EXIT; for i in \$(seq 100); do port=\$(sed -n 's/.*127.0.0.1:\\([0-9]*\\) .*/\\1/p' $work/forward); [ -n \"\$port\" ] && break; sleep 0.1; done; curl -s http://127.0.0.1:\$port/"
k 'done' run attached --image=busybox --restart=Never --rm -i --command -- sh -c 'sleep 2; echo done'
later 'debug pod/one' 'ephemeral containers: containers that behave'
later 'top pods' 'metrics: workloads'

echo "# nodes"
k 'cordoned' cordon "$node"
k 'evicting pod|drained' drain "$node" --ignore-daemonsets --force --delete-emptydir-data --timeout=50s
k 'uncordoned' uncordon "$node"
k 'tainted' taint node "$node" script=on:PreferNoSchedule
k 'untainted' taint node "$node" script-

echo "# who may"
k 'yes' auth can-i create pods
k 'kubernetes-admin' auth whoami
k '\*\.\*' auth can-i --list

echo "# delete"
k 'pod/two created' run two --image=nginx
k 'deleted' delete pod two --grace-period=1
k '' delete pod one two --ignore-not-found --now            # the drain may have taken the first
k 'replicaset|deployment.apps "generated" deleted' delete deployment generated --cascade=orphan
k 'deleted' delete replicaset -l app=generated --cascade=foreground
k 'deleted' delete deployment web --cascade=background
k 'condition met|^\s*$' wait --for=delete pod -l app=web --timeout=50s
k 'deleted' delete configmap c settings
k 'deleted' delete service --all

echo "# what goes wrong"
fails 1 'pods "none" not found' get pod none
fails 1 "doesn't have a resource type" get nonsense
fails 1 'already exists' create namespace "$space"
shell 1 'strict decoding error: unknown field "spec.nonsense"' "sed 's/replicas: 2/replicas: 2\n  nonsense: 1/' $work/web.yaml | $KUBECTL create -f -"
shell 1 'Required value' "sed 's/name: web, image/image/' $work/web.yaml | $KUBECTL create -f -"
shell 1 'field is immutable|Invalid value' "$KUBECTL apply -f $work/web.yaml && sed 's/{app: web}}$/{app: other}}/' $work/web.yaml | $KUBECTL apply -f -"
k "namespace \"$space\" deleted" delete namespace "$space" --timeout=50s

echo "$passed ok, $failed failed, $postponed later"
[ "$failed" -eq 0 ]
