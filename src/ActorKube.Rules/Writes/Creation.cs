using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Conversions;
using ActorKube.Rules.FieldManagement;

namespace ActorKube.Rules.Writes;

/// <summary>Decides what a create does.</summary>
internal sealed class Creation(AdmissionChain admission, WriteContext context, WriteOptions options)
{
    // A name may have 63 characters; upstream cuts the prefix so that its five fit.
    private const int LongestGeneratedPrefix = 63 - 5;

    /// <summary>Creates the object.</summary>
    /// <param name="key">The object in the version in which it is sent.</param>
    /// <param name="incoming">The object; used up.</param>
    /// <param name="applied">Who owns what of it, if it comes of an apply.</param>
    internal WriteDecision Decide(ResourceKey key, IncomingObject incoming, ManagedFields? applied = null)
    {
        if (incoming.Refusal is { } refusal)
            return new WriteDecision.Refuse(refusal);
        var served = key.Kind;
        VersionConversions.Convert(key.Kind, key.Kind.Storage, incoming.Tree);
        key = key.Stored();
        if (key.Kind.Namespaced && key.Namespace.Length == 0)
            return new WriteDecision.Refuse(new(RefusalReason.BadRequest, "an empty namespace may not be set during creation"));
        var tree = incoming.Tree;
        tree.DropNulls();
        var name = NameOf(key, tree.Part("metadata"));
        key = key with { Name = name };
        if (NamespaceRefuses(key) is { } closed)
            return new WriteDecision.Refuse(closed);
        Own(key, tree);
        if (key.Kind == KindCatalogue.Pod && PodRuntimeClass.Admit(key, tree.Part("spec"), context) is { } rejected)
            return new WriteDecision.Refuse(rejected);
        var faults = admission.For(served).AdmitNew(tree, context);
        if (faults.Length > 0)
            return new WriteDecision.Refuse(Refusal.Invalid(key.Kind, name, faults));
        if (context.Find(key) is not null)
            return new WriteDecision.Refuse(Refusal.AlreadyExists(key));
        if ((applied ?? Owners(served, tree))?.Write() is { } owners)
            tree.Part("metadata")["managedFields"] = owners;
        return ServerFields.Fits(key.Kind, tree) is { } created
            ? new WriteDecision.Put(created, Creates: true) { Warnings = [.. incoming.Warnings, .. admission.For(key.Kind).Warnings(tree, null)] }
            : new WriteDecision.Refuse(IncomingObject.TooLarge);
    }

    private ManagedFields? Owners(ResourceKind served, JsonObject tree) => options.FieldManager.Length == 0
        ? null
        : new FieldOwnership(served.Storage, context.Catalogue, context.Now).AfterCreate(served, tree, options.FieldManager);

    private string NameOf(ResourceKey key, JsonObject metadata)
    {
        var name = metadata.Text("name") is { Length: > 0 } given ? given : key.Name;
        var prefix = metadata.Text("generateName");
        if (name.Length > 0 || prefix.Length == 0)
            return name;
        return prefix[..Math.Min(prefix.Length, LongestGeneratedPrefix)] + context.NameSuffix;
    }

    private Refusal? NamespaceRefuses(ResourceKey key)
    {
        if (!key.Kind.Namespaced)
            return null;
        var home = new ResourceKey(KindCatalogue.Namespace, "", key.Namespace);
        return context.Find(home) switch
        {
            null => Refusal.NotFound(home),
            { Metadata.IsDeleting: true } => new Refusal(
                RefusalReason.Forbidden,
                $"{key.Kind.QualifiedPlural} \"{key.Name}\" is forbidden: unable to create new content in namespace {key.Namespace} because it is being terminated"),
            _ => null,
        };
    }

    private void Own(ResourceKey key, JsonObject tree)
    {
        tree["apiVersion"] = key.Kind.ApiVersion;
        tree["kind"] = key.Kind.Kind;
        var metadata = tree.Part("metadata");
        if (key.Name.Length > 0)
            metadata["name"] = key.Name;
        if (key.Kind.Namespaced)
            metadata["namespace"] = key.Namespace;
        foreach (var field in ServerFields.NeverFromClients)
            metadata.Remove(field);
        metadata["uid"] = context.NewUid;
        metadata["creationTimestamp"] = context.Now.ToText();
        if (admission.For(key.Kind).CountsGenerations)
            metadata["generation"] = 1;
    }
}
