using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using k8s.Models;

namespace ActorKube.ApiServer.Reviews;

/// <summary>The kinds that can only be created, and are answered at once instead of being stored.</summary>
internal static class ActionKinds
{
    private const string Authentication = "authentication.k8s.io";
    private const string Authorization = "authorization.k8s.io";

    internal static readonly ResourceKind Binding = Action<V1Binding>("", "Binding", "bindings") with { Namespaced = true };
    internal static readonly ResourceKind TokenReview = Action<V1TokenReview>(Authentication, "TokenReview", "tokenreviews");
    internal static readonly ResourceKind SelfSubjectReview = Action<V1SelfSubjectReview>(Authentication, "SelfSubjectReview", "selfsubjectreviews");
    internal static readonly ResourceKind SelfSubjectAccessReview =
        Action<V1SelfSubjectAccessReview>(Authorization, "SelfSubjectAccessReview", "selfsubjectaccessreviews");
    internal static readonly ResourceKind SelfSubjectRulesReview =
        Action<V1SelfSubjectRulesReview>(Authorization, "SelfSubjectRulesReview", "selfsubjectrulesreviews");
    internal static readonly ResourceKind SubjectAccessReview = Action<V1SubjectAccessReview>(Authorization, "SubjectAccessReview", "subjectaccessreviews");
    internal static readonly ResourceKind LocalSubjectAccessReview =
        Action<V1LocalSubjectAccessReview>(Authorization, "LocalSubjectAccessReview", "localsubjectaccessreviews") with { Namespaced = true };

    /// <summary>All of them.</summary>
    internal static readonly ImmutableArray<ResourceKind> All =
        [Binding, TokenReview, SelfSubjectReview, SelfSubjectAccessReview, SelfSubjectRulesReview, SubjectAccessReview, LocalSubjectAccessReview];

    private static ResourceKind Action<T>(string group, string kind, string plural) => new()
    {
        Group = group, Version = "v1", Kind = kind, Plural = plural, Singular = kind.ToLowerInvariant(), Namespaced = false, Verbs = ["create"],
        ModelType = typeof(T),
    };
}
