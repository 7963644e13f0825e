using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Workloads;

/// <summary>What a reconciler sees: a consistent view of the kinds that it watches, at one revision.</summary>
public interface IObserved
{
    /// <summary>The object of that key, or null.</summary>
    ApiObject? Find(ResourceKey key);

    /// <summary>All objects of a kind, in no order.</summary>
    IReadOnlyCollection<ApiObject> OfKind(ResourceKind kind);

    /// <summary>The objects that name this uid as one of their owners, in no order.</summary>
    IEnumerable<ApiObject> OwnedBy(string uid);

    /// <summary>The objects of a kind in a namespace that no controller manages, in no order.</summary>
    IEnumerable<ApiObject> WithoutController(ResourceKind kind, string @namespace);

    /// <summary>Why the last change for this key was refused; null if it was not.</summary>
    Refusal? LastRefusal(ResourceKey key);
}
