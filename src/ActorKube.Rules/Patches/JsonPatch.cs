using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Patches;

/// <summary>JSON patch: operations that are carried out one after the other, all or none.</summary>
/// <remarks>Source: RFC 6902.</remarks>
internal sealed class JsonPatch
{
    /// <summary>How many operations a patch may hold, as upstream.</summary>
    internal const int MostOperations = 10_000;

    // What copies may add up to, so that a few of them can't double a document without end: upstream's limit.
    private const int MostCopiedBytes = 3 * 1024 * 1024;

    private readonly ImmutableArray<JsonPatchOperation> _operations;

    private JsonPatch(ImmutableArray<JsonPatchOperation> operations) => _operations = operations;

    /// <summary>Reads a patch; members that no operation has are <paramref name="unknown"/>, in upstream's words.</summary>
    internal static (JsonPatch? Patch, PatchFault? Fault) Read(JsonNode? document, out ImmutableArray<string> unknown)
    {
        unknown = [];
        if (document is not JsonArray items)
            return (null, PatchFault.Malformed("error decoding patch: a JSON patch is an array of operations"));
        if (items.Count > MostOperations)
        {
            return (null, new(RefusalReason.RequestEntityTooLarge,
                $"The allowed maximum operations in a JSON patch is {MostOperations}, got {items.Count}"));
        }
        if (items.Any(item => item is not JsonObject))
            return (null, PatchFault.Malformed("error decoding patch: an operation is an object"));
        unknown = [.. items.Select((item, index) => (Item: (JsonObject)item!, index)).SelectMany(operation => operation.Item
            .Where(member => member.Key is not ("op" or "path" or "from" or "value"))
            .Select(member => $"json patch unknown field \"[{operation.index}].{member.Key}\""))];
        var read = items.Objects().Select(JsonPatchOperation.Read).ToImmutableArray();
        return read.Contains(null) ? (null, PatchFault.DoesNotApply) : (new(read!), null);
    }

    /// <summary>The patched document, or why there is none. <paramref name="document"/> is used up.</summary>
    internal (JsonNode? Document, PatchFault? Fault) Apply(JsonNode? document)
    {
        var copied = 0;
        foreach (var operation in _operations)
        {
            copied += operation.CopiedBytes(document);
            if (copied > MostCopiedBytes)
                return (null, new(RefusalReason.RequestEntityTooLarge, $"the copies of a JSON patch may add up to {MostCopiedBytes} bytes"));
            if (!operation.TryApply(ref document))
                return (null, PatchFault.DoesNotApply);
        }
        return (document, null);
    }
}
