using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Authorization;

/// <summary>Admission of RoleBindings and ClusterRoleBindings: what they bind to whom, and that it stays bound to the same role.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding.</remarks>
internal sealed class RoleBindingAdmission(ResourceKind kind) : KindAdmission(kind)
{
    private const string Group = "rbac.authorization.k8s.io";

    private protected override NameRule NameRule => NameRule.PathSegment;

    private protected override void Default(JsonObject tree)
    {
        tree.Part("roleRef").Default("apiGroup", Group);
        foreach (var subject in tree.Array("subjects").Objects().Where(subject => subject.Text("kind") is "User" or "Group"))
            subject.Default("apiGroup", Group);
    }

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var role = value["roleRef"];
        var (group, kind, name) = (role["apiGroup"], role["kind"], role["name"]);
        string[] kinds = Kind.Namespaced ? ["Role", "ClusterRole"] : ["ClusterRole"];
        return
        [
            .. group.Text == Group ? Array.Empty<FieldFault>() : [FieldFault.NotSupported(group.Path, group.Text, Group)],
            .. kinds.Contains(kind.Text) ? Array.Empty<FieldFault>() : [FieldFault.NotSupported(kind.Path, kind.Text, kinds)],
            .. Checks.Name(name, NameRule.PathSegment.Faults),
            .. value["subjects"].Items.SelectMany(Subject),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live)
    {
        var (role, before) = (value["roleRef"], live["roleRef"]);
        return new[] { "apiGroup", "kind", "name" }.Any(part => role[part].Text != before[part].Text)
            ? [FieldFault.Invalid(role.Path, GoSyntax.RoleRef(role), "cannot change roleRef")]
            : [];
    }

    private IEnumerable<FieldFault> Subject(Field subject)
    {
        var (kind, name, group, home) = (subject["kind"], subject["name"], subject["apiGroup"], subject["namespace"]);
        if (name.IsEmptyText)
            yield return FieldFault.Required(name.Path);
        switch (kind.Text)
        {
            case "ServiceAccount":
                foreach (var fault in name.IsEmptyText ? [] : NameRule.Subdomain.Faults(name.Text))
                    yield return FieldFault.Invalid(name.Path, name.Text, fault);
                if (!group.IsEmptyText)
                    yield return FieldFault.NotSupported(group.Path, group.Text, "");
                if (!Kind.Namespaced && home.IsEmptyText)
                    yield return FieldFault.Required(home.Path);
                break;
            case "User" or "Group":
                if (name.IsEmptyText)
                    yield return FieldFault.Invalid(name.Path, "", $"{kind.Text.ToLowerInvariant()} name cannot be empty");
                if (group.Text != Group)
                    yield return FieldFault.NotSupported(group.Path, group.Text, Group);
                break;
            default:
                yield return FieldFault.NotSupported(kind.Path, kind.Text, "ServiceAccount", "User", "Group");
                break;
        }
    }
}
