using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>The fields of <c>metadata</c> that belong to the server.</summary>
internal static class ServerFields
{
    /// <summary>What a write can't set; an update takes it from the live object.</summary>
    internal static readonly string[] Kept = ["uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds"];

    /// <summary>What a write can't set; <c>selfLink</c> is history, and who manages which field is worked out.</summary>
    internal static readonly string[] NeverFromClients = [.. Kept, "resourceVersion", "selfLink", "managedFields"];

    // A client may leave them out, but not say otherwise. A wrong uid is a failed precondition, and a generation is ignored.
    private static readonly string[] Immutable = ["creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"];

    /// <summary>A fault for each field that a client wants to be another one.</summary>
    internal static ImmutableArray<FieldFault> Changed(JsonObject? wanted, JsonObject? live) =>
    [
        .. Immutable.Where(field => wanted?[field] is { } value && !Same(value, live?[field]))
            .Select(field => FieldFault.Invalid($"metadata.{field}", wanted![field].AsText() ?? wanted[field]!.ToJsonString(), Checks.Immutable)),
    ];

    /// <summary>The object, if it isn't too large to be stored: who manages which field is given up before that. Null if it is.</summary>
    internal static ApiObject? Fits(ResourceKind kind, JsonObject tree)
    {
        var value = ApiObject.From(kind, tree);
        if (value.Json.Length > IncomingObject.MaxBytes && tree.Part("metadata").Remove("managedFields"))
            value = ApiObject.From(kind, tree);
        return value.Json.Length > IncomingObject.MaxBytes ? null : value;
    }

    private static bool Same(JsonNode value, JsonNode? live) => value.SameAs(live)
        || (TryTime(value, out var wanted) && TryTime(live, out var present) && wanted.ToText() == present.ToText());

    private static bool TryTime(JsonNode? value, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(value.AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
