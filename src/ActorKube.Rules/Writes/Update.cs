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
        var asked = wanted.Object("metadata");
        if ((Preconditions.Uid(live, asked.Text("uid")) ?? Preconditions.Revision(live, asked.Text("resourceVersion"))) is { } failed)
            return new WriteDecision.Refuse(failed);
        wanted.DropNulls();
        return status ? SettleStatus(live, liveTree, wanted, warnings) : SettleObject(live, liveTree, wanted, warnings);
    }

    private WriteDecision SettleObject(ApiObject live, JsonObject liveTree, JsonObject wanted, ImmutableArray<string> warnings)
    {
        var kind = admission.For(live.Key.Kind);
        Own(live.Key, liveTree, wanted);
        var faults = kind.AdmitUpdate(wanted, liveTree);
        if (faults.Length > 0)
            return new WriteDecision.Refuse(Refusal.Invalid(live.Key.Kind, live.Key.Name, faults));
        if (kind.CountsGenerations && !wanted["spec"].SameAs(liveTree["spec"]))
            wanted.Part("metadata")["generation"] = live.Metadata.Generation + 1;
        liveTree.Object("metadata")!.Remove("resourceVersion");
        return wanted.SameAs(liveTree) ? new WriteDecision.Keep(live) { Warnings = warnings } : Put(live, wanted, warnings);
    }

    private WriteDecision SettleStatus(ApiObject live, JsonObject liveTree, JsonObject wanted, ImmutableArray<string> warnings)
    {
        var kind = live.Key.Kind;
        if (!kind.HasStatus)
            return new WriteDecision.Refuse(new(RefusalReason.NotFound, $"the server could not find the requested resource: {kind.QualifiedPlural}/status"));
        if (wanted["status"].SameAs(liveTree["status"]))
            return new WriteDecision.Keep(live) { Warnings = warnings };
        liveTree.CopyFrom(wanted, "status");
        liveTree.Object("metadata")!.Remove("resourceVersion");
        var faults = admission.For(kind).AdmitStatus(liveTree);
        return faults.Length > 0 ? new WriteDecision.Refuse(Refusal.Invalid(kind, live.Key.Name, faults)) : Put(live, liveTree, warnings);
    }

    private static WriteDecision Put(ApiObject live, JsonObject tree, ImmutableArray<string> warnings)
    {
        var updated = ApiObject.From(live.Key.Kind, tree);
        if (updated.Json.Length > IncomingObject.MaxBytes)
            return new WriteDecision.Refuse(new(RefusalReason.BadRequest, IncomingObject.TooLarge));
        return Deletion.IsComplete(updated)
            ? new WriteDecision.Remove(updated) { Warnings = warnings }
            : new WriteDecision.Put(updated, Creates: false) { Warnings = warnings };
    }

    /// <summary>Puts what the server owns into the wanted object.</summary>
    private static void Own(ResourceKey key, JsonObject liveTree, JsonObject wanted)
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
    }
}
