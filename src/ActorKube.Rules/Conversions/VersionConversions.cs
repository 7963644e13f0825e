using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Conversions;

/// <summary>Turns objects of one served version of a kind into another: the one that is stored, and back.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/#api-versioning.</remarks>
public static class VersionConversions
{
    // One line a pair of versions and a direction.
    private static readonly Dictionary<(ResourceKind From, ResourceKind To), Action<JsonObject>> Table = new()
    {
        [(KindCatalogue.HorizontalPodAutoscaler, KindCatalogue.HorizontalPodAutoscalerV1)] = AutoscalerConversion.ToV1,
        [(KindCatalogue.HorizontalPodAutoscalerV1, KindCatalogue.HorizontalPodAutoscaler)] = AutoscalerConversion.ToV2,
        [(KindCatalogue.Event, KindCatalogue.EventsEvent)] = EventConversion.ToEvents,
        [(KindCatalogue.EventsEvent, KindCatalogue.Event)] = EventConversion.ToCore,
    };

    /// <summary>A stored object as the served version shows it; the same object if that is the version it is stored as.</summary>
    public static ApiObject ToServed(ResourceKind served, ApiObject stored) =>
        served == stored.Key.Kind ? stored : Convert(stored, served);

    /// <summary>An object of a served version in the form that is stored; the same object if that is its version.</summary>
    public static ApiObject ToStored(ApiObject served) =>
        served.Key.Kind == served.Key.Kind.Storage ? served : Convert(served, served.Key.Kind.Storage);

    /// <summary>Converts a tree in place. Whatever the tree holds, it doesn't throw: what can't be read is left out.</summary>
    internal static void Convert(ResourceKind from, ResourceKind to, JsonObject tree)
    {
        if (from == to)
            return;
        if (Table.TryGetValue((from, to), out var convert))
            convert(tree);
        tree["apiVersion"] = to.ApiVersion;
        tree["kind"] = to.Kind;
    }

    private static ApiObject Convert(ApiObject from, ResourceKind to)
    {
        var tree = from.ToTree();
        Convert(from.Key.Kind, to, tree);
        return ApiObject.From(to, tree);
    }
}
