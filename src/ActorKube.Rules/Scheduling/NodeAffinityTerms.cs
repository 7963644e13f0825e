using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Model.Selectors;
using k8s.Models;

namespace ActorKube.Rules.Scheduling;

/// <summary>A pod's <c>spec.affinity.nodeAffinity</c>, decoded.</summary>
/// <param name="Required">The terms of which one must match; null if nothing is required.</param>
/// <param name="Preferred">Terms with their weights.</param>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity.</remarks>
public sealed record NodeAffinityTerms(ImmutableArray<NodeTerm>? Required, ImmutableArray<(NodeTerm Term, int Weight)> Preferred)
{
    private static readonly NodeAffinityTerms None = new(null, []);

    /// <summary>The terms of a pod. Most pods have none, and cost no decode.</summary>
    public static NodeAffinityTerms Of(ApiObject pod)
    {
        if (pod.Json.Span.IndexOf("\"nodeAffinity\""u8) < 0 || pod.As<V1Pod>().Spec.Affinity?.NodeAffinity is not { } affinity)
            return None;
        return new(
            affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } required ? [.. required.NodeSelectorTerms.Select(NodeTerm.Of)] : null,
            [.. (affinity.PreferredDuringSchedulingIgnoredDuringExecution ?? []).Select(term => (NodeTerm.Of(term.Preference), term.Weight))]);
    }

    /// <summary>True if nothing is required, or one of the terms matches.</summary>
    public bool Allows(NodeState node) => Required is not { } terms || terms.Any(term => term.Matches(node));
}

/// <summary>One node selector term: requirements on labels and on the field <c>metadata.name</c>, all of which must hold. A term without any matches nothing.</summary>
public sealed record NodeTerm(ImmutableArray<LabelRequirement> Expressions, ImmutableArray<LabelRequirement> Fields)
{
    internal static NodeTerm Of(V1NodeSelectorTerm term) => new(Read(term.MatchExpressions), Read(term.MatchFields));

    /// <summary>True if the node meets every requirement.</summary>
    public bool Matches(NodeState node) =>
        (Expressions.Length > 0 || Fields.Length > 0)
        && Expressions.All(requirement => requirement.Matches(node.Labels))
        && Fields.All(requirement => requirement.Matches(LabelSet.Of("metadata.name", node.Name)));

    private static ImmutableArray<LabelRequirement> Read(IList<V1NodeSelectorRequirement>? requirements) =>
        [.. (requirements ?? []).Select(requirement => LabelRequirement.From(requirement.Key, requirement.OperatorProperty, requirement.Values))];
}
