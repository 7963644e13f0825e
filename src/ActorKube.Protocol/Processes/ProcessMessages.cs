using System.Collections.Immutable;

namespace ActorKube.Protocol.Processes;

/// <summary>The conversation with a process of the cluster about itself. Every process has <c>/user/process</c>, which answers it.</summary>
public interface IProcessMessage;

/// <summary>Asks a process who it is. Answered by <see cref="ProcessDescribed"/>.</summary>
public sealed record DescribeProcess(long Id) : IProcessMessage;

/// <summary>Who a process is.</summary>
/// <param name="Id">The number of the request.</param>
/// <param name="Name">Its name, such as <c>worker-2</c>.</param>
/// <param name="Role">Its role: <c>control-plane</c> or <c>worker</c>.</param>
/// <param name="Pid">The operating system's process id.</param>
/// <param name="Machine">The machine's host name.</param>
/// <param name="PbmPort">The port of its <c>pbm</c> host.</param>
/// <param name="Started">When it started, in real time.</param>
/// <param name="ResidentBytes">Resident memory.</param>
/// <param name="ProcessorTime">Processor time used so far.</param>
/// <param name="Nodes">Names of the nodes that it hosts.</param>
public sealed record ProcessDescribed(
    long Id, string Name, string Role, int Pid, string Machine, int PbmPort, DateTimeOffset Started, long ResidentBytes,
    TimeSpan ProcessorTime, ImmutableArray<string> Nodes) : IProcessMessage;

/// <summary>Asks for the tree of actors. Answered by <see cref="ActorsDescribed"/>.</summary>
/// <param name="Id">The sender's own number, repeated in the answer.</param>
/// <param name="Path">Where the tree begins, such as <c>/user</c> or <c>/user/node-host/worker-1</c>.</param>
/// <param name="Depth">How many levels below it.</param>
/// <param name="Limit">At most so many actors.</param>
public sealed record DescribeActors(long Id, string Path, int Depth, int Limit) : IProcessMessage;

/// <summary>The tree of actors, parents before children.</summary>
/// <param name="Id">The number of the request.</param>
/// <param name="Actors">The actors; empty if there is none at that path.</param>
/// <param name="More">True if the limit cut the list.</param>
public sealed record ActorsDescribed(long Id, ImmutableArray<ActorDescription> Actors, bool More) : IProcessMessage;

/// <summary>One actor.</summary>
/// <param name="Path">Path without the address: <c>/user/node-host</c>.</param>
/// <param name="Type">The actor's class, without namespace; empty if it can't be told.</param>
/// <param name="Children">How many children it has.</param>
public sealed record ActorDescription(string Path, string Type, int Children);

/// <summary>Asks for the last lines of the process's log. Answered by <see cref="LogRead"/>; with <paramref name="Follow"/> by more of them until <see cref="StopLog"/>.</summary>
public sealed record ReadLog(long Id, int Lines, bool Follow) : IProcessMessage;

/// <summary>Lines of the process's log, oldest first, as the console shows them.</summary>
public sealed record LogRead(long Id, ImmutableArray<string> Lines) : IProcessMessage;

/// <summary>Ends a log that is followed.</summary>
public sealed record StopLog(long Id) : IProcessMessage;

/// <summary>Asks a process to kill itself with SIGKILL, now, without any goodbye. There is no answer.</summary>
public sealed record KillProcess : IProcessMessage;
