using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Apply;

namespace ActorKube.Rules.Writes;

/// <summary>Decides what a client-side apply does.</summary>
internal sealed class Application(AdmissionChain admission, WriteContext context, WriteOptions options)
{
    internal WriteDecision Decide(ResourceKey key, ReadOnlyMemory<byte> manifest)
    {
        var incoming = IncomingObject.Read(key, manifest, options.FieldValidation);
        if (incoming.Refusal is { } refusal)
            return new WriteDecision.Refuse(refusal);
        var modified = incoming.Tree;
        // The annotation holds the manifest as it was sent, before quantities are brought into canonical form.
        LastApplied.Put(modified, (JsonObject)JsonInput.Read(manifest.Span).Node!, key);
        if (context.Find(key.Stored()) is not { } live)
            return new Creation(admission, context, options).Decide(key, incoming);
        var original = new JsonObject();
        if (live.Metadata.Annotations.TryGetValue(LastApplied.Annotation, out var last))
        {
            var read = JsonInput.Read(Encoding.UTF8.GetBytes(last));
            if (read.Node is not JsonObject tree)
                return new WriteDecision.Refuse(new(RefusalReason.BadRequest, $"the annotation {LastApplied.Annotation} of {live.Key} is not a JSON object: {read.Fault}"));
            original = tree;
        }
        else
        {
            incoming = incoming with { Warnings = incoming.Warnings.Add(LastApplied.Missing(key)) };
        }
        var wanted = ThreeWayMerge.Merge(original, modified, ServedView.Of(key, live, Subresource.None));
        return new Update(admission, context, options).Settle(key, live, incoming with { Tree = wanted }, Subresource.None);
    }
}
