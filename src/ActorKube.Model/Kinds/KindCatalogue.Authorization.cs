using k8s.Models;

namespace ActorKube.Model.Kinds;

/// <content>Who may do what.</content>
public sealed partial class KindCatalogue
{
    private const string Rbac = "rbac.authorization.k8s.io";

    /// <summary>Role, rbac.authorization.k8s.io/v1.</summary>
    public static readonly ResourceKind Role = Namespaced<V1Role>(Rbac, "v1", "Role", "roles");

    /// <summary>RoleBinding, rbac.authorization.k8s.io/v1.</summary>
    public static readonly ResourceKind RoleBinding = Namespaced<V1RoleBinding>(Rbac, "v1", "RoleBinding", "rolebindings");

    /// <summary>ClusterRole, rbac.authorization.k8s.io/v1, cluster-scoped.</summary>
    public static readonly ResourceKind ClusterRole = OfCluster<V1ClusterRole>(Rbac, "v1", "ClusterRole", "clusterroles");

    /// <summary>ClusterRoleBinding, rbac.authorization.k8s.io/v1, cluster-scoped.</summary>
    public static readonly ResourceKind ClusterRoleBinding = OfCluster<V1ClusterRoleBinding>(Rbac, "v1", "ClusterRoleBinding", "clusterrolebindings");

    private static ResourceKind[] AuthorizationKinds => [Role, RoleBinding, ClusterRole, ClusterRoleBinding];
}
