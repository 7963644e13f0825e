using System.Text.Json.Nodes;
using ActorKube.Rules.Admission.Pods.Environment;
using ActorKube.Rules.Admission.Pods.Probes;

namespace ActorKube.Rules.Admission.Pods.Containers;

/// <summary>What upstream fills into a container that leaves it out.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container.</remarks>
internal static class ContainerDefaults
{
    internal static void Of(JsonObject container)
    {
        container.Default("imagePullPolicy", PullPolicyOf(container.Text("image")));
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        container.Default("resources", new JsonObject());
        foreach (var port in container.Array("ports").Objects())
            port.Default("protocol", "TCP");
        foreach (var source in container.Array("env").Objects().Select(variable => variable.Object("valueFrom")))
            ReferenceDefaults.Of(source);
        ProbeDefaults.Of(container);
    }

    internal static void RequestsFromLimits(JsonObject container)
    {
        if (container.Object("resources").Object("limits") is not { } limits)
            return;
        var requests = container.Part("resources").Part("requests");
        foreach (var (resource, limit) in limits)
            if (!requests.ContainsKey(resource))
                requests[resource] = limit?.DeepClone();
    }

    /// <summary>A pod on the network of its node has its ports there.</summary>
    internal static void HostPorts(JsonObject container)
    {
        foreach (var port in container.Array("ports").Objects().Where(port => port.Number("hostPort") is null or 0 && port["containerPort"] is not null))
            port["hostPort"] = port["containerPort"]!.DeepClone();
    }

    /// <summary>Always for the tag <c>latest</c> and for no tag, unless a digest pins the image.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting.</remarks>
    internal static string PullPolicyOf(string image)
    {
        if (image.Contains('@'))
            return "IfNotPresent";
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.Split(':') is [_, not "latest"] ? "IfNotPresent" : "Always";
    }
}
