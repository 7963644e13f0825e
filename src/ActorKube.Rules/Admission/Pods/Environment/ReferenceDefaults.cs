using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission.Pods.Environment;

/// <summary>What upstream fills into references to fields of the pod and to resources of its containers.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-field-selector/ and resource-field-selector there.</remarks>
internal static class ReferenceDefaults
{
    /// <param name="source">What holds <c>fieldRef</c> or <c>resourceFieldRef</c>.</param>
    internal static void Of(JsonObject? source)
    {
        source.Object("fieldRef")?.Default("apiVersion", "v1");
        // Never left out, because upstream writes every quantity.
        source.Object("resourceFieldRef")?.Default("divisor", "0");
    }
}
