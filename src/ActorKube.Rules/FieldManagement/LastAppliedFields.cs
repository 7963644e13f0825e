using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Admission.Decoding;
using ActorKube.Rules.Apply;
using ActorKube.Rules.Writes;

namespace ActorKube.Rules.FieldManagement;

/// <summary>
/// What kubectl applied on the client before it began to apply on the server: that was its own all the time, so it is no conflict.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#upgrading-from-client-side-apply-to-server-side-apply.</remarks>
internal static class LastAppliedFields
{
    /// <summary>The conflicts over anything else than what was applied last and has stayed as it was.</summary>
    internal static ImmutableArray<FieldConflict> StillConflicting(ImmutableArray<FieldConflict> conflicts, ApiObject live, JsonObject stored)
    {
        var own = Read(live, stored);
        return [.. conflicts.Select(conflict => conflict with { Fields = conflict.Fields.Except(own) }).Where(conflict => !conflict.Fields.IsEmpty)];
    }

    private static FieldSet Read(ApiObject live, JsonObject stored)
    {
        if (!live.Metadata.Annotations.TryGetValue(LastApplied.Annotation, out var text)
            || JsonInput.Read(Encoding.UTF8.GetBytes(text)).Node is not JsonObject applied
            || applied.Text("apiVersion") != live.Key.Kind.ApiVersion
            || ExchangeForm.Of(live.Key.Kind, Subresource.None).Check(applied).Fault is not null)
            return FieldSet.Empty;
        applied.DropNulls();
        var schema = FieldSchema.Of(live.Key.Kind.ModelType);
        var changed = Comparison.Of(applied, stored, schema);
        return Places.Of(applied, schema).Except(changed.Changed).Except(changed.Removed);
    }
}
