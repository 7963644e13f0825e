using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Apply;

namespace ActorKube.Rules.Writes;

/// <summary>Decides what a client-side apply does.</summary>
internal sealed class Application(AdmissionChain admission, WriteContext context)
{
    internal WriteDecision Decide(ResourceKey key, ReadOnlyMemory<byte> manifest, WriteOptions options)
    {
        var incoming = IncomingObject.Read(key, manifest, options.FieldValidation);
        if (incoming.Refusal is { } refusal)
            return new WriteDecision.Refuse(refusal);
        var modified = incoming.Tree;
        // The annotation holds the manifest as it was sent, before quantities are brought into canonical form.
        LastApplied.Put(modified, JsonTrees.ParseStrictly(manifest.Span), key);
        if (context.Find(key) is not { } live)
            return new Creation(admission, context).Decide(key, incoming);
        var warnings = incoming.Warnings;
        var original = new JsonObject();
        if (live.Metadata.Annotations.TryGetValue(LastApplied.Annotation, out var last))
        {
            try
            {
                original = JsonTrees.ParseStrictly(System.Text.Encoding.UTF8.GetBytes(last));
            }
            catch (JsonException fault)
            {
                return new WriteDecision.Refuse(new(RefusalReason.BadRequest, $"the annotation {LastApplied.Annotation} of {live.Key} is not a JSON object: {fault.Message}"));
            }
        }
        else
        {
            warnings = warnings.Add(LastApplied.Missing(key));
        }
        var wanted = ThreeWayMerge.Merge(original, modified, live.ToTree());
        return new Update(admission, context).Settle(live, live.ToTree(), wanted, status: false, warnings);
    }
}
