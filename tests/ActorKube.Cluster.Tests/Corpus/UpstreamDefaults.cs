using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>
/// What a cluster adds to an object that was applied: what the server sets, and upstream's defaults with their values. One row a field; a field that is in no
/// row, or has another value, is a fault.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/, the defaults of each field.</remarks>
internal static partial class UpstreamDefaults
{
    private static readonly string[] OfTheServer =
    [
        ".status", ".metadata.uid", ".metadata.resourceVersion", ".metadata.creationTimestamp", ".metadata.generation", ".metadata.namespace",
        ".metadata.annotations", ".metadata.annotations.kubectl.kubernetes.io/last-applied-configuration", ".metadata.managedFields",
        ".metadata.annotations.deployment.kubernetes.io/revision", ".metadata.annotations.deprecated.daemonset.template.generation",
        ".metadata.labels.kubernetes.io/metadata.name", ".spec", ".spec.finalizers", ".spec.nodeName", ".spec.clusterIP", ".spec.clusterIPs",
        // A Job's own identity, by which it finds its pods.
        ".spec.selector", ".metadata.labels", ".spec.template.metadata.labels", ".spec.template.metadata",
        ".spec.template.metadata.labels.batch.kubernetes.io/controller-uid", ".spec.template.metadata.labels.batch.kubernetes.io/job-name",
        ".spec.template.metadata.labels.controller-uid", ".spec.template.metadata.labels.job-name",
        // Tolerations that every pod gets, and resources where limits stand for requests.
        ".spec.tolerations", ".spec.tolerations[]", ".spec.containers[].resources.requests", ".spec.containers[].resources.requests.cpu", ".spec.containers[].resources.requests.memory",
    ];

    // Below a pod's spec, wherever it stands.
    private static readonly Dictionary<string, string> OfPods = new()
    {
        ["restartPolicy"] = "\"Always\"", ["dnsPolicy"] = "\"ClusterFirst\"", ["terminationGracePeriodSeconds"] = "30", ["schedulerName"] = "\"default-scheduler\"",
        ["securityContext"] = "{}", ["enableServiceLinks"] = "true", ["priority"] = "0", ["preemptionPolicy"] = "\"PreemptLowerPriority\"",
        ["containers[].terminationMessagePath"] = "\"/dev/termination-log\"", ["containers[].terminationMessagePolicy"] = "\"File\"", ["containers[].resources"] = "{}",
        ["containers[].ports[].protocol"] = "\"TCP\"", ["volumes[].emptyDir.sizeLimit"] = "null", ["tolerations[].operator"] = "\"Equal\"",
        // By tag: Always for latest, IfNotPresent for others.
        ["containers[].imagePullPolicy"] = "*",
        ["volumes[].hostPath.type"] = "\"\"", ["volumes[].configMap.defaultMode"] = "420", ["volumes[].secret.defaultMode"] = "420",
        ["containers[].env[].valueFrom.fieldRef.apiVersion"] = "\"v1\"", ["containers[].env[].valueFrom.resourceFieldRef.divisor"] = "\"0\"",
        ["volumes[].projected.defaultMode"] = "420", ["volumes[].downwardAPI.defaultMode"] = "420",
        ["containers[].livenessProbe.timeoutSeconds"] = "1", ["containers[].livenessProbe.periodSeconds"] = "10", ["containers[].livenessProbe.successThreshold"] = "1",
        ["containers[].livenessProbe.failureThreshold"] = "3", ["containers[].livenessProbe.httpGet.scheme"] = "\"HTTP\"", ["containers[].livenessProbe.httpGet.path"] = "\"/\"",
        ["containers[].livenessProbe.grpc.service"] = "\"\"",
        ["containers[].readinessProbe.timeoutSeconds"] = "1", ["containers[].readinessProbe.periodSeconds"] = "10", ["containers[].readinessProbe.successThreshold"] = "1",
        ["containers[].readinessProbe.failureThreshold"] = "3", ["containers[].readinessProbe.httpGet.scheme"] = "\"HTTP\"", ["containers[].readinessProbe.httpGet.path"] = "\"/\"",
        ["containers[].readinessProbe.grpc.service"] = "\"\"",
        ["containers[].startupProbe.timeoutSeconds"] = "1", ["containers[].startupProbe.periodSeconds"] = "10", ["containers[].startupProbe.successThreshold"] = "1",
        ["containers[].startupProbe.failureThreshold"] = "3", ["containers[].startupProbe.httpGet.scheme"] = "\"HTTP\"", ["containers[].startupProbe.httpGet.path"] = "\"/\"",
        ["containers[].startupProbe.grpc.service"] = "\"\"",
        ["containers[].lifecycle.postStart.httpGet.scheme"] = "\"HTTP\"", ["containers[].lifecycle.postStart.httpGet.path"] = "\"/\"",
        ["containers[].lifecycle.preStop.httpGet.scheme"] = "\"HTTP\"", ["containers[].lifecycle.preStop.httpGet.path"] = "\"/\"",
    };

    // Of workloads and the rest, below spec.
    private static readonly Dictionary<string, string> OfOthers = new()
    {
        ["replicas"] = "1", ["revisionHistoryLimit"] = "10", ["progressDeadlineSeconds"] = "600", ["podManagementPolicy"] = "\"OrderedReady\"",
        ["strategy"] = """{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}}""", ["strategy.type"] = "\"RollingUpdate\"",
        ["strategy.rollingUpdate"] = """{"maxUnavailable":"25%","maxSurge":"25%"}""", ["strategy.rollingUpdate.maxSurge"] = "\"25%\"",
        ["strategy.rollingUpdate.maxUnavailable"] = "\"25%\"", ["updateStrategy"] = "*", ["updateStrategy.rollingUpdate.maxSurge"] = "0",
        ["persistentVolumeClaimRetentionPolicy"] = """{"whenDeleted":"Retain","whenScaled":"Retain"}""", ["minReadySeconds"] = "0",
        ["completionMode"] = "\"NonIndexed\"",
        // No bound where the bound is per index.
        ["backoffLimit"] = "*", ["suspend"] = "false", ["parallelism"] = "1", ["completions"] = "1", ["manualSelector"] = "false",
        ["podReplacementPolicy"] = "*", ["concurrencyPolicy"] = "\"Allow\"", ["successfulJobsHistoryLimit"] = "3", ["failedJobsHistoryLimit"] = "1",
        ["type"] = "\"ClusterIP\"", ["sessionAffinity"] = "\"None\"", ["internalTrafficPolicy"] = "\"Cluster\"", ["ipFamilies"] = """["IPv4"]""", ["ipFamilyPolicy"] = "\"SingleStack\"",
        ["ports[].protocol"] = "\"TCP\"", ["ports[].targetPort"] = "*", ["volumeMode"] = "\"Filesystem\"", ["persistentVolumeReclaimPolicy"] = "\"Retain\"",
        ["volumeClaimTemplates[].status"] = "*", ["volumeClaimTemplates[].apiVersion"] = "\"v1\"", ["volumeClaimTemplates[].kind"] = "\"PersistentVolumeClaim\"",
        ["volumeClaimTemplates[].spec.volumeMode"] = "\"Filesystem\"", ["volumeClaimTemplates[].metadata.creationTimestamp"] = "null",
        ["template.metadata.creationTimestamp"] = "null", ["jobTemplate.metadata"] = "*", ["jobTemplate.spec.template.metadata"] = "*",
        ["limits[].default"] = "*", ["limits[].defaultRequest"] = "*", ["limits[].default.cpu"] = "*", ["limits[].default.memory"] = "*",
        ["limits[].defaultRequest.cpu"] = "*", ["limits[].defaultRequest.memory"] = "*", ["metrics"] = "*", ["behavior"] = "*", ["minReplicas"] = "1",
    };

    private static readonly Dictionary<string, string> AtTheTop = new() { [".type"] = "\"Opaque\"" };

    internal static void Check(string path, JsonNode? value, Action<string> report)
    {
        if (OfTheServer.Contains(path))
            return;
        var (table, field) = path switch
        {
            _ when PodSpec().Match(path) is { Success: true } match => (OfPods, match.Groups["field"].Value.Replace("initContainers", "containers", StringComparison.Ordinal)),
            _ when path.StartsWith(".spec.", StringComparison.Ordinal) => (OfOthers, path[".spec.".Length..]),
            _ => (AtTheTop, path),
        };
        if (!table.TryGetValue(field, out var wanted) && !(table == OfPods && OfOthers.TryGetValue(path[".spec.".Length..], out wanted)))
            report($"{path} = {value?.ToJsonString()} was not applied, and is no default that upstream knows");
        else if (wanted != "*" && !JsonNode.DeepEquals(JsonNode.Parse(wanted), value))
            report($"{path} = {value?.ToJsonString()} was not applied, and upstream's default is {wanted}");
    }

    [GeneratedRegex(@"^\.spec\.(?:(?:jobTemplate\.spec\.)?template\.spec\.)?(?<field>.+)$")]
    private static partial Regex PodSpec();
}
