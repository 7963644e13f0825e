using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Environment;

/// <summary>A reference to a request or a limit of a container: which ones there are, and by what they may be divided.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#downwardapi-resourceFieldRef.</remarks>
internal static class ResourceReference
{
    private const string Bytes = "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei";

    private static readonly string[] Supported =
        ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    private static readonly string[] BytesDivisors = Bytes.Split(", ");

    internal static IEnumerable<FieldFault> Check(Field reference, bool ofVolume)
    {
        if (!reference.IsSet)
            yield break;
        var (container, resource) = (reference["containerName"], reference["resource"]);
        if (ofVolume && container.IsEmptyText)
            yield return FieldFault.Required(container.Path);
        else if (resource.IsEmptyText)
            yield return FieldFault.Required(resource.Path);
        else if (!Supported.Contains(resource.Text) && !IsHugePages(resource.Text))
            yield return FieldFault.NotSupported(resource.Path, resource.Text, Supported);
        if (Indivisible(resource.Text, reference["divisor"].Text) is { } rule)
            yield return FieldFault.Invalid(reference["divisor"].Path, resource.Text, rule);
    }

    private static string? Indivisible(string resource, string divisor)
    {
        if (!Quantity.TryParse(divisor, out var quantity) || quantity == Quantity.Zero)
            return null;
        return resource switch
        {
            "limits.cpu" or "requests.cpu" => divisor is "1m" or "1" ? null : "only divisor's values 1m and 1 are supported with the cpu resource",
            "limits.memory" or "requests.memory" => OfBytes(divisor, "memory"),
            "limits.ephemeral-storage" or "requests.ephemeral-storage" => OfBytes(divisor, "local ephemeral storage"),
            _ => IsHugePages(resource) ? OfBytes(divisor, "hugepages") : null,
        };
    }

    private static string? OfBytes(string divisor, string resource) =>
        BytesDivisors.Contains(divisor) ? null : $"only divisor's values {Bytes} are supported with the {resource} resource";

    private static bool IsHugePages(string resource) =>
        resource.StartsWith("requests.hugepages-", StringComparison.Ordinal) || resource.StartsWith("limits.hugepages-", StringComparison.Ordinal);
}
