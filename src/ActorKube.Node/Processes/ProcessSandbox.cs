using System.Globalization;
using ActorKube.Model.Quantities;
using ActorKube.Node.Containers;
using ActorKube.Node.Pods;
using ActorKube.Node.Processes.Volumes;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Pods;
using k8s.Models;

namespace ActorKube.Node.Processes;

/// <summary>Makes containers that are real processes. The pod has a folder with its volumes, and a folder for each run of a container.</summary>
internal sealed class ProcessSandbox : IPodSandbox
{
    private readonly PodSpec _pod;
    private readonly ProcessRuntime _runtime;
    private readonly string _address;
    private readonly string _folder;
    private readonly FolderVolumes _volumes;
    private int _runs;

    internal ProcessSandbox(PodSpec pod, ProcessRuntime runtime, string address)
    {
        (_pod, _runtime, _address) = (pod, runtime, address);
        _folder = Path.Combine(runtime.Folder, pod.Object.Metadata.Uid);
        _volumes = new(Path.Combine(_folder, "volumes"), runtime.Disk);
        // A pod whose actor died begins anew.
        ProcessRuntime.Discard(_folder);
    }

    public bool NeedsImages => false;

    public IPodVolumes Volumes => _volumes;

    public IEnumerable<SandboxNotice> Notices
    {
        get
        {
            if (_runtime.Isolation != Isolation.Whole)
                yield return new(true, "RuntimeNotIsolated", _runtime.Isolation == Isolation.Processes
                    ? "The machine permits no private view of its files: containers see and change its own, and volumes are links below their working directories"
                    : "The machine permits no namespaces: containers see its processes and files, and volumes are links below their working directories");
            if (_runtime.Groups is null && _pod.Containers.Any(container => container.Model.Resources?.Limits is { Count: > 0 }))
                yield return new(true, "LimitsNotEnforced", "The worker may not set limits: there is no cgroup v2 tree with the controllers cpu, memory and pids that it may write to");
        }
    }

    public WaitFault? FaultOf(ContainerSpec container) =>
        _pod.Template.SharesProcesses ? new("CreateContainerError", "the process runtime gives each container processes of its own: leave shareProcessNamespace out")
        : container.Model.Command is { Count: > 0 } ? null
        : new("CreateContainerError", "the process runtime runs a manifest's commands and has no images: give the container a command");

    public ContainerMade Make(ContainerSpec container, ContainerEnvironment environment, int run, Action<ProcessSignal> signalFirst)
    {
        var model = container.Model;
        var name = string.Create(CultureInfo.InvariantCulture, $"{_pod.Object.Metadata.Uid}/{container.Name}/{++_runs}");
        var folder = new RunFolder(Path.Combine(_folder, "containers", container.Name, _runs.ToString(CultureInfo.InvariantCulture)), _pod.Hostname, _runtime.HiddenPath, []);
        try
        {
            Forget(folder);
            folder = folder with { Mounts = [.. _volumes.MountsOf(model, environment, folder.Parts), new(folder.LastWords, LastWordsPath(model), IsReadOnly: false)] };
            var variables = Variables(model, environment, folder, name);
            var directory = Path.Combine(_runtime.Isolation == Isolation.Whole ? "/" : folder.Root, (model.WorkingDir ?? "").TrimStart('/'));
            string[] command = [.. model.Command.Concat(model.Args ?? []).Select(word => ContainerEnvironment.Expand(word, variables))];
            Prepare(folder);
            if (ExecutableSearch.Fault(command[0], variables.GetValueOrDefault("PATH", ""), directory, path => Real(folder, path)) is { } fault)
                return NotStarted($"failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: {fault}: unknown");
            var group = _runtime.Groups?.Make(name.Replace('/', '-'), ResourceList.From((model.Resources?.Limits ?? new Dictionary<string, ResourceQuantity>())
                .Select(limit => new KeyValuePair<string, Quantity>(limit.Key, Quantity.TryParse(limit.Value.ToString(), out var amount) ? amount : Quantity.Zero))));
            var launch = HostLaunch.Container(_runtime.Isolation, folder, variables, directory, command, model.Tty == true, model.Stdin == true);
            return new(new ProcessContainerProgram(new(name, _runtime.Isolation, launch, folder, variables, directory, _address, group, _runtime.BytesPerSecond)));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return NotStarted(failed.Message);
        }
    }

    public void Remove() => ProcessRuntime.Discard(_folder);

    private static ContainerMade NotStarted(string why) => new(null, null, new(HostProcess.StartFailed, "StartError", $"failed to create containerd task: {why}"));

    private static string LastWordsPath(V1Container model) => string.IsNullOrEmpty(model.TerminationMessagePath) ? "/dev/termination-log" : model.TerminationMessagePath;

    private Dictionary<string, string> Variables(V1Container model, ContainerEnvironment environment, RunFolder run, string name)
    {
        var variables = new Dictionary<string, string>(environment.Read(), StringComparer.Ordinal);
        if (_runtime.Isolation == Isolation.Whole)
            return variables;
        if (!(model.Env ?? []).Any(variable => variable.Name == "HOME"))
            variables["HOME"] = run.Root;
        if (_runtime.Isolation == Isolation.Session)
            variables[MarkedProcesses.Variable] = MarkedProcesses.MarkOf(name);
        return variables;
    }

    /// <summary>The run before has ended, and what it wrote is nobody's.</summary>
    private static void Forget(RunFolder run)
    {
        var before = Path.GetDirectoryName(run.Path)!;
        if (Directory.Exists(before))
            foreach (var old in Directory.GetDirectories(before))
                ProcessRuntime.Discard(old);
    }

    private void Prepare(RunFolder run)
    {
        run.Make();
        if (_runtime.Isolation != Isolation.Whole)
            foreach (var mount in run.Mounts.Where(mount => mount.Source != run.LastWords))
                Link(run.Root + mount.Path, mount.Source);
        if (_runtime.Isolation != Isolation.Whole)
            return;
        Directory.CreateDirectory(Path.Combine(run.Upper, "etc"));
        File.WriteAllText(Path.Combine(run.Upper, "etc", "hostname"), $"{_pod.Hostname}\n");
        File.WriteAllText(Path.Combine(run.Upper, "etc", "hosts"), $"# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n{_address}\t{_pod.Hostname}\n");
    }

    private static void Link(string path, string target)
    {
        var link = path.TrimEnd('/');
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        // A volume within a volume is a link in the outer one, which may be there from the run before.
        if (new FileInfo(link).LinkTarget is not null)
            File.Delete(link);
        Directory.CreateSymbolicLink(link, target);
    }

    /// <summary>Where a container's path is on this machine before the container runs.</summary>
    private string Real(RunFolder run, string path) => _runtime.Isolation != Isolation.Whole ? path : run.Mounts
        .Where(mount => path == mount.Path || path.StartsWith(mount.Path.TrimEnd('/') + "/", StringComparison.Ordinal))
        .OrderByDescending(mount => mount.Path.Length)
        .Select(mount => mount.Source + path[mount.Path.TrimEnd('/').Length..])
        .FirstOrDefault(path);
}
