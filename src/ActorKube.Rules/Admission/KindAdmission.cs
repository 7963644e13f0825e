using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;
using ActorKube.Rules.Writes;

namespace ActorKube.Rules.Admission;

/// <summary>What admission does for one kind: it prepares and defaults the tree in place, then says everything that is wrong with it.</summary>
internal class KindAdmission(ResourceKind kind)
{
    internal ResourceKind Kind => kind;

    /// <summary>True if <c>metadata.generation</c> counts the changes of spec.</summary>
    internal virtual bool CountsGenerations => false;

    /// <summary>True if the change is one that generations count; for most kinds that is one of spec.</summary>
    internal virtual bool IsNewGeneration(JsonObject tree, JsonObject live) => !tree["spec"].SameAs(live["spec"]);

    /// <summary>False if an update must say which revision it changes.</summary>
    /// <remarks>Source: AllowUnconditionalUpdate of upstream's registries.</remarks>
    internal virtual bool AllowsUnconditionalUpdate => true;

    internal ImmutableArray<FieldFault> AdmitNew(JsonObject tree, WriteContext world)
    {
        Default(tree);
        PrepareNew(tree);
        if (Allocate(tree, null, world) is { IsEmpty: false } refused)
            return refused;
        var value = Field.Root(tree);
        return [.. MetadataRules.Check(value["metadata"], kind.Namespaced, NameRule), .. Validate(value), .. ValidateNew(value)];
    }

    internal ImmutableArray<FieldFault> AdmitUpdate(JsonObject tree, JsonObject live, WriteContext world)
    {
        Default(tree);
        PrepareUpdate(tree, live);
        if (Allocate(tree, live, world) is { IsEmpty: false } refused)
            return refused;
        var (value, before) = (Field.Root(tree), Field.Root(live));
        return
        [
            .. MetadataRules.Check(value["metadata"], kind.Namespaced, NameRule),
            .. MetadataRules.CheckUpdate(value["metadata"], before["metadata"]),
            .. Validate(value),
            .. ValidateUpdate(value, before),
        ];
    }

    /// <summary>Admits a change of a part that has rules of its own for what may change: all rules but those of an ordinary update.</summary>
    internal ImmutableArray<FieldFault> AdmitPart(JsonObject tree)
    {
        Default(tree);
        return [.. Validate(Field.Root(tree))];
    }

    internal ImmutableArray<FieldFault> AdmitStatus(JsonObject tree)
    {
        DefaultStatus(tree);
        return [.. ValidateStatusOf(Field.Root(tree))];
    }

    /// <summary>What the author of an admitted object should hear though nothing is wrong with it.</summary>
    /// <param name="tree">The object.</param>
    /// <param name="live">The stored object; null if there is none.</param>
    internal ImmutableArray<string> Warnings(JsonObject tree, JsonObject? live) => [.. WarningsOf(Field.Root(tree), new("", live))];

    /// <summary>The rule of names; most kinds take a DNS subdomain.</summary>
    private protected virtual NameRule NameRule => NameRule.Subdomain;

    /// <summary>Sets the fields of a new object that belong to the server.</summary>
    private protected virtual void PrepareNew(JsonObject tree)
    {
        if (kind.HasStatus)
            tree["status"] = new JsonObject();
    }

    /// <summary>Takes over fields of the live object that a write can't change.</summary>
    private protected virtual void PrepareUpdate(JsonObject tree, JsonObject live) { }

    /// <summary>
    /// Gives the object what it shares with others, such as addresses. What is wrong here is all that is said: what else is wrong may follow from it.
    /// </summary>
    /// <param name="tree">The object; changed in place.</param>
    /// <param name="live">The stored object; null if there is none.</param>
    /// <param name="world">The other objects.</param>
    private protected virtual ImmutableArray<FieldFault> Allocate(JsonObject tree, JsonObject? live, WriteContext world) => [];

    /// <summary>Fills in what the client left out.</summary>
    private protected virtual void Default(JsonObject tree) { }

    private protected virtual IEnumerable<FieldFault> Validate(Field value) => [];

    /// <summary>The rules that only a new object must keep to.</summary>
    private protected virtual IEnumerable<FieldFault> ValidateNew(Field value) => [];

    private protected virtual IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) => [];

    private protected virtual IEnumerable<FieldFault> ValidateStatus(Field status) => [];

    /// <summary>Fills in what a write of the status left out.</summary>
    private protected virtual void DefaultStatus(JsonObject tree) { }

    /// <summary>The rules of a status that look at the rest of the object, too.</summary>
    private protected virtual IEnumerable<FieldFault> ValidateStatusOf(Field value) => ValidateStatus(value["status"]);

    /// <summary>Warnings for the author; <paramref name="live"/> is not set for a new object.</summary>
    private protected virtual IEnumerable<string> WarningsOf(Field value, Field live) => [];
}
