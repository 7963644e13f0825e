using System.Text.Json.Nodes;
using ActorKube.Model.Nodes;
using ActorKube.Rules.Admission.Pods.Containers;
using ActorKube.Rules.Admission.Pods.Volumes;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>What upstream fills into a pod that leaves it out.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/.</remarks>
internal static class PodDefaults
{
    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    /// <summary>Defaults of a pod spec, in a pod or in a template.</summary>
    internal static void OfSpec(JsonObject spec)
    {
        spec.Default("restartPolicy", "Always");
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Default("schedulerName", "default-scheduler");
        spec.Default("securityContext", new JsonObject());
        ServiceAccount(spec);
        foreach (var container in ContainerLists.SelectMany(list => spec.Array(list).Objects()))
            ContainerDefaults.Of(container);
        foreach (var volume in spec.Array("volumes").Objects())
            VolumeDefaults.Of(volume);
    }

    /// <summary>Defaults that only a pod itself gets, on top of those of its spec.</summary>
    internal static void OfPod(JsonObject spec, AdmissionPolicy policy)
    {
        spec.Default("enableServiceLinks", true);
        spec.Default("priority", 0);
        spec.Default("preemptionPolicy", "PreemptLowerPriority");
        foreach (var container in spec.Array("initContainers").Objects().Concat(spec.Array("containers").Objects()))
        {
            ContainerDefaults.RequestsFromLimits(container);
            if (Field.Root(spec)["hostNetwork"].Flag)
                ContainerDefaults.HostPorts(container);
        }
        Tolerate(spec, Taint.NotReady, policy.DefaultNotReadyTolerationSeconds);
        Tolerate(spec, Taint.Unreachable, policy.DefaultUnreachableTolerationSeconds);
    }

    // One field has two names, and both are always shown.
    private static void ServiceAccount(JsonObject spec)
    {
        if (spec.Text("serviceAccount") is { Length: > 0 } name)
            spec.Default("serviceAccountName", name);
        if (spec["serviceAccountName"] is { } both)
            spec["serviceAccount"] = both.DeepClone();
    }

    // Source: the DefaultTolerationSeconds plugin, https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#defaulttolerationseconds.
    private static void Tolerate(JsonObject spec, string taint, int seconds)
    {
        if (spec["tolerations"] is not JsonArray tolerations)
            spec["tolerations"] = tolerations = [];
        var tolerates = tolerations.Any(toleration =>
            (toleration.Text("key") == taint || toleration.Text("key").Length == 0)
            && toleration.Text("effect") is Taint.NoExecute or "");
        if (!tolerates)
        {
            tolerations.Add((JsonNode)new JsonObject
            {
                ["key"] = taint, ["operator"] = "Exists", ["effect"] = Taint.NoExecute, ["tolerationSeconds"] = seconds,
            });
        }
    }
}
