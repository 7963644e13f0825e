using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Conversions;

namespace ActorKube.Rules.Writes;

/// <summary>
/// Puts together what an object will be: the part that a write may change from what the client wants, everything else from the live object; and admits it.
/// Each method returns the whole object in its stored form without a resourceVersion, or why not.
/// </summary>
/// <param name="admission">The rules of the kind.</param>
/// <param name="live">The stored object.</param>
/// <param name="liveTree">Its tree; not changed here.</param>
/// <param name="world">The world.</param>
internal sealed class PartialUpdate(KindAdmission admission, ApiObject live, JsonObject liveTree, WriteContext world)
{
    /// <summary>Everything but what the server owns and the status.</summary>
    internal (JsonObject? Tree, Refusal? Refusal) Whole(ResourceKey key, JsonObject wanted)
    {
        VersionConversions.Convert(key.Kind, live.Key.Kind, wanted);
        if (ServerFields.Changed(wanted.Object("metadata"), liveTree.Object("metadata")) is { Length: > 0 } changed)
            return Invalid(changed);
        Own(wanted);
        return Admitted(wanted, admission.AdmitUpdate(wanted, liveTree, world));
    }

    /// <summary>The status alone.</summary>
    /// <param name="key">The object in the version in which it is wanted.</param>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="isOwn">True for a write of the cluster's own parts, which leave conditions alone that aren't theirs, as a kubelet's patch does.</param>
    internal (JsonObject? Tree, Refusal? Refusal) Status(ResourceKey key, JsonObject wanted, bool isOwn)
    {
        VersionConversions.Convert(key.Kind, live.Key.Kind, wanted);
        if (isOwn)
            ForeignConditions.Keep(wanted, liveTree);
        var tree = Copy();
        // A status that stays is not checked again: one that was stored before a rule came must not stop anybody.
        if (wanted["status"].SameAs(liveTree["status"]))
            return (tree, null);
        tree.CopyFrom(wanted, "status");
        return admission.AdmitStatus(tree) is { Length: > 0 } faults ? Invalid(faults) : (tree, null);
    }

    /// <summary>How many pods are wanted.</summary>
    internal (JsonObject? Tree, Refusal? Refusal) Scale(JsonObject scale)
    {
        var replicas = scale.Object("spec").Number("replicas") ?? 0;
        if (replicas < 0)
        {
            var fault = FieldFault.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
            return (null, new(RefusalReason.Invalid, $"Scale.autoscaling \"{live.Key.Name}\" is invalid: {fault}") { Faults = [fault] });
        }
        var tree = Copy();
        tree.Part("spec")["replicas"] = replicas;
        return Admitted(tree, admission.AdmitUpdate(tree, liveTree, world));
    }

    /// <summary>The ephemeral containers of a pod.</summary>
    internal (JsonObject? Tree, Refusal? Refusal) EphemeralContainers(JsonObject wanted)
    {
        var tree = Copy();
        tree.Part("spec").CopyFrom(wanted.Object("spec"), "ephemeralContainers");
        if (EphemeralContainerRules.IsStatic(Field.Root(liveTree)))
            return Invalid([FieldFault.Forbidden("", "static pods do not support ephemeral containers")]);
        return Admitted(tree, [.. admission.AdmitPart(tree), .. EphemeralContainerRules.Check(Field.Root(tree), Field.Root(liveTree))]);
    }

    /// <summary>The resources of a pod's containers, and their policies of resizing.</summary>
    internal (JsonObject? Tree, Refusal? Refusal) Resize(JsonObject wanted)
    {
        var tree = Copy();
        ResizeRules.Take(wanted, tree);
        return Admitted(tree, [.. admission.AdmitPart(tree), .. ResizeRules.Check(Field.Root(tree), Field.Root(wanted), Field.Root(liveTree))]);
    }

    /// <summary>The finalizers in a namespace's spec.</summary>
    internal (JsonObject? Tree, Refusal? Refusal) Finalize(JsonObject wanted)
    {
        var tree = Copy();
        tree.Part("spec").CopyFrom(wanted.Object("spec"), "finalizers");
        return Admitted(tree, admission.AdmitPart(tree));
    }

    private JsonObject Copy()
    {
        var tree = (JsonObject)liveTree.DeepClone();
        tree.Part("metadata").Remove("resourceVersion");
        return tree;
    }

    private (JsonObject? Tree, Refusal? Refusal) Admitted(JsonObject tree, ImmutableArray<FieldFault> faults)
    {
        if (faults.Length > 0)
            return Invalid(faults);
        if (admission.CountsGenerations && admission.IsNewGeneration(tree, liveTree))
            tree.Part("metadata")["generation"] = live.Metadata.Generation + 1;
        return (tree, null);
    }

    private (JsonObject? Tree, Refusal? Refusal) Invalid(ImmutableArray<FieldFault> faults) =>
        (null, Refusal.Invalid(live.Key.Kind, live.Key.Name, faults));

    /// <summary>Puts what the server owns into the wanted object.</summary>
    private void Own(JsonObject wanted)
    {
        var key = live.Key;
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
