using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission.Network;

/// <summary>What the type of a Service says about its other fields.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types.</remarks>
internal static class ServiceTypes
{
    internal const string ClusterIP = "ClusterIP";
    internal const string ExternalName = "ExternalName";
    internal const string LoadBalancer = "LoadBalancer";
    internal const string NodePort = "NodePort";

    /// <summary>What stands in place of an address of a headless Service.</summary>
    internal const string None = "None";

    internal static bool NeedsClusterIP(JsonNode? spec) => spec.Text("type") != ExternalName;

    internal static bool NeedsNodePort(JsonNode? spec) => spec.Text("type") is NodePort or LoadBalancer;

    internal static bool NeedsHealthCheck(JsonNode? spec) => spec.Text("type") == LoadBalancer && spec.Text("externalTrafficPolicy") == "Local";

    /// <summary>True if the Service can be reached from outside of the cluster.</summary>
    internal static bool IsExternallyAccessible(JsonNode? spec) =>
        NeedsNodePort(spec) || (spec.Text("type") == ClusterIP && spec.Array("externalIPs") is { Count: > 0 });

    internal static bool IsHeadless(JsonNode? spec) => ClusterIPs(spec) is [None];

    internal static string[] ClusterIPs(JsonNode? spec) => [.. spec.Array("clusterIPs").Texts()];

    internal static string[] Families(JsonNode? spec) => [.. spec.Array("ipFamilies").Texts()];

    internal static JsonArray List(params IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
