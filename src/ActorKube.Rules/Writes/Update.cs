using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.FieldManagement;

namespace ActorKube.Rules.Writes;

/// <summary>Decides what a change of a stored object does, however the wanted object came about.</summary>
internal sealed class Update(AdmissionChain admission, WriteContext context, WriteOptions options)
{
    internal WriteDecision Replace(ResourceKey key, ReadOnlyMemory<byte> json, Subresource subresource)
    {
        if (Subresources.Missing(key.Kind, subresource) is { } missing)
            return new WriteDecision.Refuse(missing);
        var incoming = IncomingObject.Read(key, json, options.FieldValidation, subresource);
        if (incoming.Refusal is { } refusal)
            return new WriteDecision.Refuse(refusal);
        if (context.Find(key.Stored()) is not { } live)
            return new WriteDecision.Refuse(Refusal.NotFound(key));
        if (!admission.For(live.Key.Kind).AllowsUnconditionalUpdate && incoming.Tree.Object("metadata").Text("resourceVersion") is "" or "0")
            return new WriteDecision.Refuse(Refusal.Invalid(key.Kind, key.Name, [new FieldFault("metadata.resourceVersion", FieldFaultKind.Invalid, "Invalid value: 0x0: must be specified for an update")]));
        return Settle(key, live, incoming, subresource);
    }

    /// <summary>Decides on a wanted object whose types were checked.</summary>
    /// <param name="key">The object in the version in which it is wanted.</param>
    /// <param name="live">The stored object.</param>
    /// <param name="incoming">What the client wants; used up.</param>
    /// <param name="subresource">The part that the write may change.</param>
    /// <param name="applied">Who owns what of it then, if it comes of an apply.</param>
    internal WriteDecision Settle(ResourceKey key, ApiObject live, IncomingObject incoming, Subresource subresource, ManagedFields? applied = null)
    {
        var (wanted, liveTree) = (incoming.Tree, live.ToTree());
        var asked = wanted.Object("metadata");
        if ((Preconditions.Uid(live, asked.Text("uid")) ?? Preconditions.Revision(live, asked.Text("resourceVersion"))) is { } failed)
            return new WriteDecision.Refuse(failed);
        var ledger = new FieldLedger(context, options, key.Kind, Detach(liveTree), subresource == Subresource.None ? Detach(wanted) : null);
        wanted.DropNulls();
        var part = new PartialUpdate(admission.For(key.Kind), live, liveTree, context);
        var (tree, refusal) = subresource switch
        {
            Subresource.None => part.Whole(key, wanted),
            Subresource.Status => part.Status(key, wanted, isOwn: options.FieldManager.Length == 0),
            Subresource.Scale => part.Scale(wanted),
            Subresource.EphemeralContainers => part.EphemeralContainers(wanted),
            Subresource.Resize => part.Resize(wanted),
            _ => part.Finalize(wanted),
        };
        if (tree is null)
            return new WriteDecision.Refuse(refusal!);
        liveTree.Object("metadata")!.Remove("resourceVersion");
        var owners = applied ?? ledger.After(liveTree, tree, Subresources.Name(subresource));
        var warnings = subresource == Subresource.None
            ? incoming.Warnings.AddRange(admission.For(live.Key.Kind).Warnings(tree, liveTree))
            : incoming.Warnings;
        if (tree.SameAs(liveTree) && ledger.SaysTheSameAs(owners))
            return new WriteDecision.Keep(live) { Warnings = warnings };
        if (owners.Write() is { } written)
            tree.Part("metadata")["managedFields"] = written;
        return Put(live, tree, warnings);
    }

    private static JsonNode? Detach(JsonObject tree)
    {
        var managed = tree.Object("metadata")?["managedFields"];
        tree.Object("metadata")?.Remove("managedFields");
        return managed;
    }

    private static WriteDecision Put(ApiObject live, JsonObject tree, ImmutableArray<string> warnings)
    {
        if (ServerFields.Fits(live.Key.Kind, tree) is not { } updated)
            return new WriteDecision.Refuse(IncomingObject.TooLarge);
        return Deletion.IsComplete(updated)
            ? new WriteDecision.Remove(updated) { Warnings = warnings }
            : new WriteDecision.Put(updated, Creates: false) { Warnings = warnings };
    }
}
