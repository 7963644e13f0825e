using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Writes;

/// <summary>Which kinds have which subresource.</summary>
internal static class Subresources
{
    /// <summary>The refusal if the kind has no such part; null if it has.</summary>
    internal static Refusal? Missing(ResourceKind kind, Subresource subresource)
    {
        var name = Name(subresource);
        return name.Length == 0 || kind.Subresources.Any(served => served.Name == name)
            ? null
            : new(RefusalReason.NotFound, $"the server could not find the requested resource: {kind.QualifiedPlural}/{name}");
    }

    /// <summary>The last part of the URL; empty for the object itself.</summary>
    internal static string Name(Subresource subresource) => subresource switch
    {
        Subresource.Status => "status",
        Subresource.Scale => "scale",
        Subresource.EphemeralContainers => "ephemeralcontainers",
        Subresource.Resize => "resize",
        Subresource.Finalize => "finalize",
        _ => "",
    };
}
