using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Admission.Decoding;
using ActorKube.Rules.Apply;
using ActorKube.Rules.Conversions;
using ActorKube.Rules.FieldManagement;

namespace ActorKube.Rules.Writes;

/// <summary>Decides what a server-side apply does.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/.</remarks>
internal sealed class ServerSideApply(AdmissionChain admission, WriteContext context, WriteOptions options)
{
    // Who owns what an object had before anybody applied to it, and what kubectl is called when it applies.
    private const string BeforeFirstApply = "before-first-apply";
    private const string Kubectl = "kubectl";

    internal WriteDecision Decide(ResourceKey key, ReadOnlyMemory<byte> patch, Subresource subresource)
    {
        if (Subresources.Missing(key.Kind, subresource) is { } missing)
            return new WriteDecision.Refuse(missing);
        var incoming = Read(key, patch, subresource);
        if (incoming.Refusal is { } refusal)
            return new WriteDecision.Refuse(refusal);
        var sent = (JsonObject)incoming.Tree.DeepClone();
        var configuration = new AppliedConfiguration(AppliedPart.Of(incoming.Tree, key.Kind, subresource), FieldSchema.Of(key.Kind.ModelType));
        if (configuration.Faults() is { Length: > 0 } faults)
            return new WriteDecision.Refuse(Untyped(key, faults));
        return context.Find(key.Stored()) is { } live
            ? Change(key, live, configuration, sent, incoming.Warnings, subresource)
            : Create(key, configuration, sent, incoming.Warnings, subresource);
    }

    private IncomingObject Read(ResourceKey key, ReadOnlyMemory<byte> patch, Subresource subresource)
    {
        if (patch.Length > IncomingObject.MaxBytes)
            return IncomingObject.Refused(IncomingObject.TooLarge);
        var input = JsonInput.Read(patch.Span);
        if (input.Fault.Length > 0 || input.Node is not JsonObject tree)
            return IncomingObject.Refused(new(RefusalReason.BadRequest, $"error decoding YAML: {(input.Fault.Length > 0 ? input.Fault : "expected an object")}"));
        var form = ExchangeForm.Of(key.Kind, subresource);
        if (IncomingObject.Misnamed(key, form, tree) is { } misnamed)
            return IncomingObject.Refused(new(RefusalReason.BadRequest, misnamed));
        if (tree.Object("metadata")?["managedFields"] is not null)
            return IncomingObject.Refused(new(RefusalReason.BadRequest, "metadata.managedFields must be nil"));
        var shape = form.Check(tree);
        if (shape.Fault is not null || !shape.Unknown.IsEmpty)
        {
            return IncomingObject.Refused(Untyped(key,
                shape.Fault is { } fault ? [$".{fault}"] : [.. shape.Unknown.Select(unknown => $".{unknown["unknown field \"".Length..^1]}: field not declared in schema")]));
        }
        if (input.Duplicates.IsEmpty || options.FieldValidation == FieldValidation.Ignore)
            return new(tree, [], null);
        return options.FieldValidation == FieldValidation.Warn
            ? new(tree, input.Duplicates, null)
            : IncomingObject.Refused(new(RefusalReason.BadRequest, $"error strict decoding YAML: {string.Join(", ", input.Duplicates)}"));
    }

    private WriteDecision Create(
        ResourceKey key, AppliedConfiguration configuration, JsonObject sent, ImmutableArray<string> warnings, Subresource subresource)
    {
        if (subresource != Subresource.None)
            return new WriteDecision.Refuse(Refusal.NotFound(key));
        if (sent.Object("metadata").Text("uid") is { Length: > 0 } uid)
            return new WriteDecision.Refuse(Refusal.Conflict(key, $"uid mismatch: the provided object specified uid {uid}, and no existing object was found"));
        var ownership = new FieldOwnership(key.Kind.Storage, context.Catalogue, context.Now);
        var (managed, _) = ownership.AfterApply(ManagedFields.None, [], [], Entry(key, configuration, subresource), force: true);
        return new Creation(admission, context, options).Decide(key, new(configuration.Tree, warnings, null), managed);
    }

    private WriteDecision Change(
        ResourceKey key, ApiObject live, AppliedConfiguration configuration, JsonObject sent, ImmutableArray<string> warnings, Subresource subresource)
    {
        var (before, stored) = (ServedView.Of(key, live, Subresource.None), live.ToTree());
        var ownership = new FieldOwnership(key.Kind.Storage, context.Catalogue, context.Now);
        var managed = ManagedFields.Read(stored.Object("metadata")?["managedFields"]) ?? ManagedFields.None;
        foreach (var tree in new[] { before, stored })
            tree.Object("metadata")!.Remove("managedFields");
        if (managed.IsEmpty)
            managed = ownership.AfterCreate(key.Kind, stored, BeforeFirstApply);
        var entry = Entry(key, configuration, subresource);
        var wanted = Merge(key, before, configuration, managed, entry);
        var after = (JsonObject)wanted.DeepClone();
        VersionConversions.Convert(key.Kind, live.Key.Kind, after);
        var (owners, conflicts) = ownership.AfterApply(managed, stored, after, entry, options.Force);
        if (!conflicts.IsEmpty && options.FieldManager == Kubectl)
        {
            conflicts = LastAppliedFields.StillConflicting(conflicts, live, stored);
            if (conflicts.IsEmpty)
                (owners, conflicts) = ownership.AfterApply(managed, stored, after, entry, force: true);
        }
        if (!conflicts.IsEmpty)
            return new WriteDecision.Refuse(FieldConflict.ToRefusal(conflicts));
        // Whoever goes on applying on the client must find what was applied last.
        if (options.FieldManager == Kubectl && wanted.Object("metadata").Object("annotations")?.ContainsKey(LastApplied.Annotation) == true)
            LastApplied.Put(wanted, sent, key);
        var part = subresource == Subresource.Scale ? Subresource.None : subresource;
        return new Update(admission, context, options).Settle(key, live, new(wanted, warnings, null), part, owners);
    }

    private static JsonObject Merge(ResourceKey key, JsonObject live, AppliedConfiguration configuration, ManagedFields managed, ManagedEntry entry)
    {
        // Places mean something in their own version only: what was applied in another one is not taken away.
        var before = managed.Find(entry) is { } last && last.ApiVersion == key.Kind.ApiVersion ? last.Fields : FieldSet.Empty;
        if (managed.Entries.Any(other => !other.IsOf(entry) && other.ApiVersion != key.Kind.ApiVersion))
            before = FieldSet.Empty;
        var owned = managed.Entries.Where(other => !other.IsOf(entry)).Aggregate(entry.Fields, (set, other) => set.Union(other.Fields));
        return configuration.MergeInto(live, before, owned);
    }

    private ManagedEntry Entry(ResourceKey key, AppliedConfiguration configuration, Subresource subresource) =>
        new(options.FieldManager, Applies: true, key.Kind.ApiVersion, Subresources.Name(subresource), context.Now.ToText(), configuration.Fields);

    private static Refusal Untyped(ResourceKey key, ImmutableArray<string> faults)
    {
        var what = new StringBuilder($"failed to create typed patch object ({key.Namespace}/{key.Name}; {key.Kind.Group}/{key.Kind.Version}, Kind={key.Kind.Kind}): ");
        if (faults.Length == 1)
            what.Append(faults[0]);
        else
            what.Append("errors:\n").AppendJoin('\n', faults.Select(fault => $"  {fault}"));
        // Upstream calls this a fault of its own (500); it is the client's, and this server blames itself for nothing that a client did.
        return new(RefusalReason.BadRequest, what.ToString());
    }
}
