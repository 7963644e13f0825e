using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Apply;

namespace ActorKube.Rules.Writes;

/// <summary>Decides what a change of a stored object does, however the wanted object came about.</summary>
internal sealed class Update(AdmissionChain admission, WriteContext context)
{
    internal WriteDecision Replace(ResourceKey key, IncomingObject incoming, bool status)
    {
        if (incoming.Refusal is { } refusal)
            return new WriteDecision.Refuse(refusal);
        return context.Find(key) is { } live
            ? Settle(live, live.ToTree(), incoming.Tree, status, incoming.Warnings)
            : new WriteDecision.Refuse(Refusal.NotFound(key));
    }

    internal WriteDecision MergePatch(ResourceKey key, IncomingObject incoming, bool status)
    {
        if (incoming.Refusal is { } refusal)
            return new WriteDecision.Refuse(refusal);
        if (context.Find(key) is not { } live)
            return new WriteDecision.Refuse(Refusal.NotFound(key));
        var wanted = (JsonObject)RfcMergePatch.Apply(live.ToTree(), incoming.Tree)!;
        return Settle(live, live.ToTree(), wanted, status, incoming.Warnings);
    }

    /// <summary>Decides on a wanted object whose types were checked.</summary>
    /// <param name="live">The stored object.</param>
    /// <param name="liveTree">Its tree, not shared with <paramref name="wanted"/>.</param>
    /// <param name="wanted">What the client wants; changed here.</param>
    /// <param name="status">True if the write is to <c>status</c> alone.</param>
    /// <param name="warnings">Notes for the caller.</param>
    internal WriteDecision Settle(ApiObject live, JsonObject liveTree, JsonObject wanted, bool status, ImmutableArray<string> warnings)
    {
        var key = live.Key;
        var asked = wanted.Object("metadata");
        if ((Preconditions.Uid(live, asked.Text("uid")) ?? Preconditions.Revision(live, asked.Text("resourceVersion"))) is { } failed)
            return new WriteDecision.Refuse(failed);
        wanted.DropNulls();
        if (status && !key.Kind.HasStatus)
            return new WriteDecision.Refuse(new(RefusalReason.NotFound, $"the server could not find the requested resource: {key.Kind.QualifiedPlural}/status"));
        var kind = admission.For(key.Kind);
        var result = status ? WithStatusOf(liveTree, wanted) : Owned(key, liveTree, wanted);
        var faults = status ? kind.AdmitStatus(result, liveTree) : kind.AdmitUpdate(result, liveTree);
        if (faults.Length > 0)
            return new WriteDecision.Refuse(Refusal.Invalid(key.Kind, key.Name, faults));
        if (!status && kind.CountsGenerations && !result["spec"].SameAs(liveTree["spec"]))
            result.Part("metadata")["generation"] = live.Metadata.Generation + 1;
        liveTree.Object("metadata")!.Remove("resourceVersion");
        result.Object("metadata")!.Remove("resourceVersion");
        if (result.SameAs(liveTree))
            return new WriteDecision.Keep(live) { Warnings = warnings };
        var updated = ApiObject.From(key.Kind, result);
        if (updated.Json.Length > IncomingObject.MaxBytes)
            return new WriteDecision.Refuse(new(RefusalReason.BadRequest, IncomingObject.TooLarge));
        return Deletion.IsComplete(updated)
            ? new WriteDecision.Remove(updated) { Warnings = warnings }
            : new WriteDecision.Put(updated, Creates: false) { Warnings = warnings };
    }

    private static JsonObject WithStatusOf(JsonObject liveTree, JsonObject wanted)
    {
        var result = (JsonObject)liveTree.DeepClone();
        result.CopyFrom(wanted, "status");
        return result;
    }

    private static JsonObject Owned(ResourceKey key, JsonObject liveTree, JsonObject wanted)
    {
        wanted["apiVersion"] = key.Kind.ApiVersion;
        wanted["kind"] = key.Kind.Kind;
        var (metadata, liveMetadata) = (wanted.Part("metadata"), liveTree.Object("metadata"));
        metadata["name"] = key.Name;
        if (key.Kind.Namespaced)
            metadata["namespace"] = key.Namespace;
        foreach (var field in ServerFields.NeverFromClients)
            metadata.Remove(field);
        foreach (var field in ServerFields.Kept)
            metadata.CopyFrom(liveMetadata, field);
        if (key.Kind.HasStatus)
            wanted.CopyFrom(liveTree, "status");
        return wanted;
    }
}
