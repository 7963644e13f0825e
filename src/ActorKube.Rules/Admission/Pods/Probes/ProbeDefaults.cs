using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission.Pods.Probes;

/// <summary>What upstream fills into probes and hooks that leave it out.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes.</remarks>
internal static class ProbeDefaults
{
    private static readonly (string Field, int Value)[] Numbers = [("timeoutSeconds", 1), ("periodSeconds", 10), ("successThreshold", 1), ("failureThreshold", 3)];

    internal static void Of(JsonObject container)
    {
        foreach (var probe in new[] { "livenessProbe", "readinessProbe", "startupProbe" }.Select(name => container.Object(name)).OfType<JsonObject>())
        {
            foreach (var (field, value) in Numbers.Where(number => probe.Number(number.Field) is null or 0))
                probe[field] = value;
            probe.Object("grpc")?.Default("service", "");
            Http(probe);
        }
        foreach (var hook in new[] { "postStart", "preStop" }.Select(name => container.Object("lifecycle").Object(name)).OfType<JsonObject>())
            Http(hook);
    }

    private static void Http(JsonObject handler)
    {
        handler.Object("httpGet")?.Default("path", "/");
        handler.Object("httpGet")?.Default("scheme", "HTTP");
    }
}
