using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission.Pods;

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

    /// <summary>Always for the tag <c>latest</c> and for no tag, unless a digest pins the image.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting.</remarks>
    private static string PullPolicyOf(string image)
    {
        if (image.Contains('@'))
            return "IfNotPresent";
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.Split(':') is [_, not "latest"] ? "IfNotPresent" : "Always";
    }
}
