using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.FieldManagement;

namespace ActorKube.Rules.Writes;

/// <summary>Keeps the account of who owns which field through a change. An object that has none costs nothing.</summary>
/// <param name="context">The world.</param>
/// <param name="options">Who writes.</param>
/// <param name="served">The version in which it is written.</param>
/// <param name="live">The <c>managedFields</c> of the live object.</param>
/// <param name="asked">Those that the client sent, which may change the account itself.</param>
internal sealed class FieldLedger(WriteContext context, WriteOptions options, ResourceKind served, JsonNode? live, JsonNode? asked)
{
    /// <summary>The account after a change that is no apply. It begins with an apply, or with the create: upstream doesn't begin it in between.</summary>
    /// <param name="before">The stored tree before, without <c>managedFields</c>.</param>
    /// <param name="after">The stored tree after.</param>
    /// <param name="subresource">The part that was written to, as its URL names it.</param>
    internal ManagedFields After(JsonObject before, JsonObject after, string subresource)
    {
        var managed = Begin();
        return managed.IsEmpty
            ? managed
            : new FieldOwnership(served.Storage, context.Catalogue, context.Now).After(managed, served, before, after, options.FieldManager, subresource);
    }

    /// <summary>True if the account of the live object is the same, but for the times.</summary>
    internal bool SaysTheSameAs(ManagedFields owners) => live is null ? owners.IsEmpty : ManagedFields.Read(live) is { } present && present.SaysTheSameAs(owners);

    // What a client sends counts, unless it sends nothing, since most clients don't know the field.
    private ManagedFields Begin()
    {
        if (asked is null)
            return ManagedFields.Read(live) ?? ManagedFields.None;
        if (ManagedFields.IsReset(asked))
            return ManagedFields.None;
        return ManagedFields.Read(asked) is { IsEmpty: false } sent ? sent : ManagedFields.Read(live) ?? ManagedFields.None;
    }
}
