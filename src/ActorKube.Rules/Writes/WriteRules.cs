using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>
/// The one door of the store: what each write does to the objects, decided from the present state alone. Every write passes
/// decoding, preconditions, defaults and validation here; the store carries the decision out and gives the revision.
/// </summary>
/// <param name="policy">The settings of admission.</param>
public sealed class WriteRules(AdmissionPolicy policy)
{
    private readonly AdmissionChain _admission = new(policy);

    /// <summary>Creates an object. Refused if its name is taken, its namespace is missing or terminating, or it breaks a rule.</summary>
    /// <param name="key">The object; the name may be empty if the JSON has a name or a <c>generateName</c>.</param>
    /// <param name="json">The object as UTF-8 JSON; <c>apiVersion</c> and <c>kind</c> may be missing.</param>
    /// <param name="options">What the client said besides.</param>
    /// <param name="context">The world.</param>
    public WriteDecision Create(ResourceKey key, ReadOnlyMemory<byte> json, WriteOptions options, WriteContext context) =>
        OptionRules.CheckCreate(options) is { } refusal
            ? new WriteDecision.Refuse(refusal)
            : new Creation(_admission, context, options).Decide(key, IncomingObject.Read(key, json, options.FieldValidation));

    /// <summary>Replaces an object, but for what the server owns; a resourceVersion or uid in the JSON is a precondition.</summary>
    /// <param name="key">The object.</param>
    /// <param name="json">The whole object as UTF-8 JSON.</param>
    /// <param name="subresource">The part to replace.</param>
    /// <param name="options">What the client said besides.</param>
    /// <param name="context">The world.</param>
    public WriteDecision Replace(ResourceKey key, ReadOnlyMemory<byte> json, Subresource subresource, WriteOptions options, WriteContext context) =>
        OptionRules.CheckUpdate(options) is { } refusal
            ? new WriteDecision.Refuse(refusal)
            : new Update(_admission, context, options).Replace(key, json, subresource);

    /// <summary>Changes an object by a patch; <see cref="PatchType.Apply"/> creates it if there is none.</summary>
    /// <param name="key">The object.</param>
    /// <param name="type">The form of the patch.</param>
    /// <param name="patch">The patch as UTF-8 JSON; a resourceVersion or uid in it is a precondition.</param>
    /// <param name="subresource">The part to change.</param>
    /// <param name="options">What the client said besides; an apply needs a field manager.</param>
    /// <param name="context">The world.</param>
    public WriteDecision Patch(
        ResourceKey key, PatchType type, ReadOnlyMemory<byte> patch, Subresource subresource, WriteOptions options, WriteContext context) =>
        OptionRules.CheckPatch(options, type) is { } refusal ? new WriteDecision.Refuse(refusal)
        : type == PatchType.Apply ? new ServerSideApply(_admission, context, options).Decide(key, patch, subresource)
        : new Patching(_admission, context, options).Decide(key, type, patch, subresource);

    /// <summary>
    /// What <c>kubectl apply</c> does: creates the object, or merges three ways between the manifest that was applied last, this
    /// one, and the live object.
    /// </summary>
    /// <remarks>Source: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-apply-calculates-differences-and-merges-changes.</remarks>
    /// <param name="key">The object.</param>
    /// <param name="manifest">The manifest as UTF-8 JSON.</param>
    /// <param name="options">What the client said besides.</param>
    /// <param name="context">The world.</param>
    public WriteDecision Apply(ResourceKey key, ReadOnlyMemory<byte> manifest, WriteOptions options, WriteContext context) =>
        new Application(_admission, context, options).Decide(key, manifest);

    /// <summary>Puts a pod on a node, as the <c>binding</c> subresource does.</summary>
    /// <param name="key">The pod.</param>
    /// <param name="uid">The pod's uid; empty for no precondition.</param>
    /// <param name="nodeName">The node.</param>
    /// <param name="context">The world.</param>
    public WriteDecision Bind(ResourceKey key, string uid, string nodeName, WriteContext context) =>
        NoPod(key) ?? Binding.Decide(key, uid, nodeName, context);

    /// <summary>Deletes an object: at once, after a grace period, or once its finalizers are gone.</summary>
    /// <param name="key">The object.</param>
    /// <param name="graceSeconds">Seconds of grace for a pod; zero removes it at once; null for the pod's own.</param>
    /// <param name="propagation">What becomes of dependents.</param>
    /// <param name="uid">Precondition; empty for none.</param>
    /// <param name="revision">Precondition; <see cref="Revision.None"/> for none.</param>
    /// <param name="context">The world.</param>
    public WriteDecision Delete(
        ResourceKey key, long? graceSeconds, DeletionPropagation propagation, string uid, Revision revision, WriteContext context) =>
        Deletion.Decide(key.Stored(), graceSeconds, propagation, uid, revision, context);

    /// <summary>Evicts a pod: a deletion that its disruption budgets must allow.</summary>
    /// <param name="key">The pod.</param>
    /// <param name="graceSeconds">Seconds of grace; null for the pod's own.</param>
    /// <param name="uid">Precondition; empty for none.</param>
    /// <param name="revision">Precondition; <see cref="Revision.None"/> for none.</param>
    /// <param name="context">The world.</param>
    public WriteDecision Evict(ResourceKey key, long? graceSeconds, string uid, Revision revision, WriteContext context) =>
        NoPod(key) ?? Eviction.Decide(key, graceSeconds, uid, revision, context);

    private static WriteDecision? NoPod(ResourceKey key) => key.Kind == KindCatalogue.Pod
        ? null
        : new WriteDecision.Refuse(new(RefusalReason.NotFound, $"the server could not find the requested resource: {key.Kind.QualifiedPlural} are no pods"));
}
