using k8s.Models;

namespace ActorKube.Model.Kinds;

/// <content>What containers are configured with.</content>
public sealed partial class KindCatalogue
{
    /// <summary>ConfigMap, core/v1.</summary>
    public static readonly ResourceKind ConfigMap = Namespaced<V1ConfigMap>("", "v1", "ConfigMap", "configmaps", "cm");

    /// <summary>Secret, core/v1.</summary>
    public static readonly ResourceKind Secret = Namespaced<V1Secret>("", "v1", "Secret", "secrets");

    /// <summary>ServiceAccount, core/v1.</summary>
    public static readonly ResourceKind ServiceAccount = Namespaced<V1ServiceAccount>("", "v1", "ServiceAccount", "serviceaccounts", "sa") with
    {
        Subresources = [new SubresourceKind("token", "authentication.k8s.io", "v1", "TokenRequest", "create")],
    };

    private static ResourceKind[] ConfigurationKinds => [ConfigMap, Secret, ServiceAccount];
}
