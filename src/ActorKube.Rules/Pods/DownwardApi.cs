using System.Globalization;
using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;
using k8s.Models;

namespace ActorKube.Rules.Pods;

/// <summary>What containers may learn about their own pod.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/downward-api/.</remarks>
public static class DownwardApi
{
    private const string DefaultAccount = "default";

    /// <summary>The value of a field; empty for a label or annotation that isn't there.</summary>
    /// <param name="path">One of the fields that admission lets through.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="place">Where it runs.</param>
    public static string Field(string path, PodSpec pod, PodPlace place)
    {
        var metadata = pod.Object.Metadata;
        return path switch
        {
            "metadata.name" => pod.Object.Key.Name,
            "metadata.namespace" => pod.Object.Key.Namespace,
            "metadata.uid" => metadata.Uid,
            "spec.nodeName" => place.NodeName,
            "spec.serviceAccountName" => pod.ServiceAccountName is { Length: > 0 } name ? name : DefaultAccount,
            "status.hostIP" or "status.hostIPs" => place.NodeAddress,
            "status.podIP" or "status.podIPs" => place.PodAddress,
            "metadata.labels" => Lines(metadata.Labels),
            "metadata.annotations" => Lines(metadata.Annotations),
            _ when KeyOf(path, "metadata.labels") is { } key => metadata.Labels.TryGetValue(key, out var label) ? label : "",
            _ when KeyOf(path, "metadata.annotations") is { } key => metadata.Annotations.TryGetValue(key, out var annotation) ? annotation : "",
            _ => "",
        };
    }

    /// <summary>An amount in units of its divisor, rounded up; a limit that isn't set is what the node has.</summary>
    /// <param name="selector">Container, resource and divisor.</param>
    /// <param name="own">The container that asks.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="place">Where it runs.</param>
    public static string Resource(V1ResourceFieldSelector selector, V1Container own, PodSpec pod, PodPlace place)
    {
        var container = pod.Containers.Select(each => each.Model).FirstOrDefault(each => each.Name == selector.ContainerName) ?? own;
        var (kind, name) = selector.Resource.Split('.', 2) is [var first, var second] ? (first, second) : ("", "");
        var amounts = kind == "limits" ? container.Resources?.Limits : container.Resources?.Requests;
        var amount = amounts is not null && amounts.TryGetValue(name, out var given) && Quantity.TryParse(given.ToString(), out var quantity) ? quantity
            : kind == "limits" ? place.Allocatable[name] : Quantity.Zero;
        var divisor = Quantity.TryParse(selector.Divisor?.ToString(), out var parsed) && parsed > Quantity.Zero ? parsed.Value : 1;
        return decimal.Ceiling(amount.Value / divisor).ToString("0", CultureInfo.InvariantCulture);
    }

    // One line a pair, by key, the value in the quotes of Go.
    private static string Lines(LabelSet map) =>
        string.Join('\n', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={QuotedText.Of(pair.Value)}"));

    // metadata.labels['app']
    private static string? KeyOf(string path, string map) =>
        path.StartsWith($"{map}['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal) ? path[(map.Length + 2)..^2] : null;
}
