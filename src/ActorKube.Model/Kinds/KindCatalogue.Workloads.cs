using k8s.Models;

namespace ActorKube.Model.Kinds;

/// <content>Pods, and what makes them.</content>
public sealed partial class KindCatalogue
{
    private const string Apps = "apps";
    private const string Batch = "batch";
    private const string Autoscaling = "autoscaling";

    /// <summary>Pod, core/v1.</summary>
    public static readonly ResourceKind Pod = WithStatus(
        Namespaced<V1Pod>("", "v1", "Pod", "pods", "po") with { Categories = Everything },
        new SubresourceKind("attach", "", "v1", "PodAttachOptions", "create", "get"),
        new SubresourceKind("binding", "", "v1", "Binding", "create"),
        new SubresourceKind("ephemeralcontainers", "", "v1", "Pod", "get", "patch", "update"),
        new SubresourceKind("eviction", "policy", "v1", "Eviction", "create"),
        new SubresourceKind("exec", "", "v1", "PodExecOptions", "create", "get"),
        new SubresourceKind("log", "", "v1", "Pod", "get"),
        new SubresourceKind("portforward", "", "v1", "PodPortForwardOptions", "create", "get"),
        new SubresourceKind("resize", "", "v1", "Pod", "get", "patch", "update"));

    /// <summary>PodTemplate, core/v1.</summary>
    public static readonly ResourceKind PodTemplate = Namespaced<V1PodTemplate>("", "v1", "PodTemplate", "podtemplates");

    /// <summary>ReplicationController, core/v1.</summary>
    public static readonly ResourceKind ReplicationController = WithStatus(
        Namespaced<V1ReplicationController>("", "v1", "ReplicationController", "replicationcontrollers", "rc") with { Categories = Everything }, Scale);

    /// <summary>ReplicaSet, apps/v1.</summary>
    public static readonly ResourceKind ReplicaSet =
        WithStatus(Namespaced<V1ReplicaSet>(Apps, "v1", "ReplicaSet", "replicasets", "rs") with { Categories = Everything }, Scale);

    /// <summary>Deployment, apps/v1.</summary>
    public static readonly ResourceKind Deployment =
        WithStatus(Namespaced<V1Deployment>(Apps, "v1", "Deployment", "deployments", "deploy") with { Categories = Everything }, Scale);

    /// <summary>DaemonSet, apps/v1.</summary>
    public static readonly ResourceKind DaemonSet =
        WithStatus(Namespaced<V1DaemonSet>(Apps, "v1", "DaemonSet", "daemonsets", "ds") with { Categories = Everything });

    /// <summary>StatefulSet, apps/v1.</summary>
    public static readonly ResourceKind StatefulSet =
        WithStatus(Namespaced<V1StatefulSet>(Apps, "v1", "StatefulSet", "statefulsets", "sts") with { Categories = Everything }, Scale);

    /// <summary>ControllerRevision, apps/v1.</summary>
    public static readonly ResourceKind ControllerRevision = Namespaced<V1ControllerRevision>(Apps, "v1", "ControllerRevision", "controllerrevisions");

    /// <summary>Job, batch/v1.</summary>
    public static readonly ResourceKind Job = WithStatus(Namespaced<V1Job>(Batch, "v1", "Job", "jobs") with { Categories = Everything });

    /// <summary>CronJob, batch/v1.</summary>
    public static readonly ResourceKind CronJob = WithStatus(Namespaced<V1CronJob>(Batch, "v1", "CronJob", "cronjobs", "cj") with { Categories = Everything });

    /// <summary>HorizontalPodAutoscaler, autoscaling/v2.</summary>
    public static readonly ResourceKind HorizontalPodAutoscaler = WithStatus(
        Namespaced<V2HorizontalPodAutoscaler>(Autoscaling, "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa") with { Categories = Everything });

    /// <summary>HorizontalPodAutoscaler, autoscaling/v1: another version of <see cref="HorizontalPodAutoscaler"/>.</summary>
    public static readonly ResourceKind HorizontalPodAutoscalerV1 = WithStatus(
        Namespaced<V1HorizontalPodAutoscaler>(Autoscaling, "v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa") with { Categories = Everything })
        with { StoredAs = HorizontalPodAutoscaler };

    private static ResourceKind[] WorkloadKinds =>
    [
        Pod, PodTemplate, ReplicationController, ReplicaSet, Deployment, DaemonSet, StatefulSet, ControllerRevision, Job, CronJob,
        HorizontalPodAutoscaler, HorizontalPodAutoscalerV1,
    ];
}
