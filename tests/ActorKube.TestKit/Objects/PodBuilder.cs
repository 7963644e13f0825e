using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;

namespace ActorKube.TestKit.Objects;

/// <summary>Builds pods. The first container is <c>main</c> of image <c>nginx:1.27</c>.</summary>
public sealed class PodBuilder : ObjectBuilder<PodBuilder>
{
    internal PodBuilder(string name) : base(KindCatalogue.Pod, name)
    {
        Spec["containers"] = new JsonArray();
        Container("main", "nginx:1.27");
    }

    private JsonArray Containers => Spec["containers"]!.AsArray();

    private JsonObject Main => Containers[0]!.AsObject();

    /// <summary>The first container runs that image.</summary>
    public PodBuilder Running(string image) => Put(Main, "image", image);

    /// <summary>The first container requests that much.</summary>
    public PodBuilder Requesting(string? cpu = null, string? memory = null) => Resources(Main, "requests", cpu, memory);

    /// <summary>The first container requests that much of any resource.</summary>
    public PodBuilder Requesting(string resource, int amount) => Put(Part(Part(Main, "resources"), "requests"), resource, $"{amount}");

    /// <summary>The first container may use at most that much.</summary>
    public PodBuilder Limited(string? cpu = null, string? memory = null) => Resources(Main, "limits", cpu, memory);

    /// <summary>One more container.</summary>
    public PodBuilder Container(string name, string image = "nginx:1.27", string? cpu = null, string? memory = null)
    {
        var container = NewContainer(name, image);
        Containers.Add(container);
        return Resources(container, "requests", cpu, memory);
    }

    /// <summary>One more init container.</summary>
    public PodBuilder InitContainer(string name, string image = "busybox:1.36", string? cpu = null, string? memory = null)
    {
        var container = NewContainer(name, image);
        Append(Spec, "initContainers", container);
        return Resources(container, "requests", cpu, memory);
    }

    /// <summary>One more restartable init container.</summary>
    public PodBuilder Sidecar(string name, string image = "busybox:1.36", string? cpu = null, string? memory = null)
    {
        InitContainer(name, image, cpu, memory);
        return Put(Spec["initContainers"]!.AsArray()[^1]!.AsObject(), "restartPolicy", "Always");
    }

    /// <summary>Bound to that node.</summary>
    public PodBuilder On(string node) => Put(Spec, "nodeName", node);

    /// <summary>Only on nodes with that label.</summary>
    public PodBuilder OnlyOn(string key, string value) => Put(Part(Spec, "nodeSelector"), key, value);

    /// <summary>With that restart policy.</summary>
    public PodBuilder Restarting(string policy) => Put(Spec, "restartPolicy", policy);

    /// <summary>With that priority.</summary>
    public PodBuilder Priority(int priority) => Put(Spec, "priority", priority);

    /// <summary>Held back by that scheduling gate.</summary>
    public PodBuilder Gated(string gate) => Append(Spec, "schedulingGates", new JsonObject { ["name"] = gate });

    /// <summary>With a toleration; without a value it tolerates every value of the key.</summary>
    public PodBuilder Tolerating(string key, string? value = null, string? effect = null, long? seconds = null)
    {
        var toleration = new JsonObject { ["key"] = key, ["operator"] = value is null ? "Exists" : "Equal" };
        if (value is not null)
            toleration["value"] = value;
        if (effect is not null)
            toleration["effect"] = effect;
        if (seconds is not null)
            toleration["tolerationSeconds"] = seconds;
        return Append(Spec, "tolerations", toleration);
    }

    /// <summary>The first container has that field, given as JSON; dots lead into it.</summary>
    public PodBuilder Having(string path, string json) => HavingIn("main", path, json);

    /// <summary>The container or init container of that name has that field, given as JSON; dots lead into it.</summary>
    public PodBuilder HavingIn(string container, string path, string json)
    {
        var within = Containers.Concat(Spec["initContainers"]?.AsArray() ?? []).First(each => (string?)each!["name"] == container)!.AsObject();
        var names = path.Split('.');
        foreach (var name in names[..^1])
            within = Part(within, name);
        return Put(within, names[^1], JsonNode.Parse(json));
    }

    /// <summary>With a volume of that source, given as JSON, which the first container mounts; more fields of the mount may follow.</summary>
    public PodBuilder Mounting(string volume, string source, string path, string mount = "{}")
    {
        var made = JsonNode.Parse(source)!.AsObject();
        made["name"] = volume;
        if (Spec["volumes"]?.AsArray().Any(each => (string?)each!["name"] == volume) != true)
            Append(Spec, "volumes", made);
        var mounted = JsonNode.Parse(mount)!.AsObject();
        (mounted["name"], mounted["mountPath"]) = (volume, path);
        return Append(Main, "volumeMounts", mounted);
    }

    /// <summary>With that grace on deletion.</summary>
    public PodBuilder Grace(long seconds) => Put(Spec, "terminationGracePeriodSeconds", seconds);

    /// <summary>Active at most that long.</summary>
    public PodBuilder ActiveAtMost(long seconds) => Put(Spec, "activeDeadlineSeconds", seconds);

    /// <summary>With an ephemeral container.</summary>
    public PodBuilder Debugged(string name, string image = "busybox:1.36", string? command = null)
    {
        var container = NewContainer(name, image);
        if (command is not null)
            container["command"] = new JsonArray("sh", "-c", command);
        return Append(Spec, "ephemeralContainers", container);
    }

    /// <summary>In that phase.</summary>
    public PodBuilder Phase(string phase) => Put(Status, "phase", phase);

    /// <summary>Running and Ready.</summary>
    public PodBuilder Ready(DateTimeOffset? since = null) => Phase("Running").Condition("Ready", "True", "", since);

    /// <summary>Running but not Ready.</summary>
    public PodBuilder NotReady(DateTimeOffset? since = null) => Phase("Running").Condition("Ready", "False", "ContainersNotReady", since);

    /// <summary>The class that admission gave it.</summary>
    public PodBuilder QosClass(string qosClass) => Put(Status, "qosClass", qosClass);

    /// <summary>Ready only when somebody has set that condition.</summary>
    public PodBuilder Gate(string condition)
    {
        Append(Spec, "readinessGates", new JsonObject { ["conditionType"] = condition });
        return this;
    }

    /// <summary>Has a condition that no kubelet sets.</summary>
    public PodBuilder Having(string condition, bool isTrue) => Condition(condition, isTrue ? "True" : "False", "", null);

    /// <summary>The part of the pod that a workload has as its template.</summary>
    internal JsonObject Template()
    {
        var template = Build().ToTree();
        template.Remove("apiVersion");
        template.Remove("kind");
        template["metadata"]!.AsObject().Remove("name");
        template["metadata"]!.AsObject().Remove("namespace");
        return template;
    }

    private static JsonObject NewContainer(string name, string image) => new() { ["name"] = name, ["image"] = image };

    private PodBuilder Resources(JsonObject container, string part, string? cpu, string? memory)
    {
        if (cpu is not null)
            Part(Part(container, "resources"), part)["cpu"] = cpu;
        if (memory is not null)
            Part(Part(container, "resources"), part)["memory"] = memory;
        return this;
    }
}
