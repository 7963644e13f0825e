using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Patches;

namespace ActorKube.Rules.Writes;

/// <summary>Decides what a patch does: what it makes of the live object is then a change like any other.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply.</remarks>
internal sealed class Patching(AdmissionChain admission, WriteContext context, WriteOptions options)
{
    private const string NotForDefinedKinds =
        "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, "
        + "application/apply-patch+yaml";

    internal WriteDecision Decide(ResourceKey key, PatchType type, ReadOnlyMemory<byte> patch, Subresource subresource)
    {
        var form = ExchangeForm.Of(key.Kind, subresource);
        if (type == PatchType.StrategicMerge && !form.IsBuiltIn)
            return new WriteDecision.Refuse(new(RefusalReason.UnsupportedMediaType, NotForDefinedKinds));
        if (Subresources.Missing(key.Kind, subresource) is { } missing)
            return new WriteDecision.Refuse(missing);
        if (context.Find(key.Stored()) is not { } live)
            return new WriteDecision.Refuse(Refusal.NotFound(key));
        if (patch.Length > IncomingObject.MaxBytes)
            return new WriteDecision.Refuse(IncomingObject.TooLarge);
        var input = JsonInput.Read(patch.Span);
        if (input.Fault.Length > 0)
            return new WriteDecision.Refuse(new(RefusalReason.BadRequest, $"error decoding patch: {input.Fault}"));
        var oddities = input.Duplicates;
        // A strategic patch is shown as it came; what it is applied to uses it up.
        var shown = type == PatchType.StrategicMerge ? GoText.Of(input.Node) : null;
        var (patched, fault) = Apply(type, ServedView.Of(key, live, subresource), input.Node, ref oddities);
        if (fault is not null)
            return new WriteDecision.Refuse(fault.ToRefusal());
        var incoming = IncomingObject.Check(key, form, patched, oddities, options.FieldValidation, shown);
        return incoming.Refusal is { } refusal
            ? new WriteDecision.Refuse(refusal)
            : new Update(admission, context, options).Settle(key, live, incoming, subresource);
    }

    private static (JsonNode? Patched, PatchFault? Fault) Apply(PatchType type, JsonObject target, JsonNode? patch, ref ImmutableArray<string> oddities)
    {
        if (type == PatchType.Json)
        {
            var (operations, fault) = JsonPatch.Read(patch, out var unknown);
            oddities = [.. oddities.Select(oddity => $"json patch {oddity}"), .. unknown];
            return operations is null ? (null, fault) : operations.Apply(target);
        }
        if (patch is not JsonObject changes)
            return (null, PatchFault.Malformed("error decoding patch: expected a JSON object"));
        return type == PatchType.Merge ? (RfcMergePatch.Apply(target, changes), null) : StrategicMergePatch.Apply(target, changes);
    }
}
