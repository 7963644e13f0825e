using ActorKube.Model.Kinds;
using ActorKube.TestKit.Objects;

namespace ActorKube.TestKit;

/// <summary>
/// Where stories begin: <c>using static ActorKube.TestKit.Given;</c> and then
/// <c>APod("web").Requesting(cpu: "500m").On("worker-1").Build()</c>. Objects are as a user writes them, until <c>Stored()</c>.
/// </summary>
public static class Given
{
    /// <summary>A pod in namespace <c>default</c> with one container <c>main</c>.</summary>
    public static PodBuilder APod(string name) => new(name);

    /// <summary>A node without taints and with room for 4 cores, 8Gi and 110 pods; not Ready until told.</summary>
    public static NodeBuilder ANode(string name) => new(name);

    /// <summary>A Deployment in namespace <c>default</c> of one pod labelled <c>app: NAME</c>.</summary>
    public static DeploymentBuilder ADeployment(string name) => new(name);

    /// <summary>A ReplicaSet in namespace <c>default</c> of one pod labelled <c>app: NAME</c>.</summary>
    public static ReplicaSetBuilder AReplicaSet(string name) => new(name);

    /// <summary>A ConfigMap in namespace <c>default</c>.</summary>
    public static DataBuilder AConfigMap(string name) => new(KindCatalogue.ConfigMap, name);

    /// <summary>A Secret in namespace <c>default</c>.</summary>
    public static DataBuilder ASecret(string name) => new(KindCatalogue.Secret, name);

    /// <summary>A PersistentVolumeClaim in namespace <c>default</c>.</summary>
    public static PlainBuilder AClaim(string name) => new(KindCatalogue.PersistentVolumeClaim, name);

    /// <summary>A PersistentVolume.</summary>
    public static PlainBuilder AVolume(string name) => new(KindCatalogue.PersistentVolume, name);

    /// <summary>A RuntimeClass of that handler.</summary>
    public static PlainBuilder ARuntimeClass(string name, string handler) => new PlainBuilder(KindCatalogue.RuntimeClass, name).With("handler", handler);

    /// <summary>A namespace.</summary>
    public static NamespaceBuilder ANamespace(string name) => new(name);
}
