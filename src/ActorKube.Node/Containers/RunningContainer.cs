using Akka.Actor;

namespace ActorKube.Node.Containers;

/// <summary>A container that runs, as its pod has it.</summary>
/// <param name="Actor">Its actor.</param>
/// <param name="Program">What it runs.</param>
/// <param name="Stdio">Its input and output.</param>
internal sealed record RunningContainer(IActorRef Actor, IContainerProgram Program, ContainerStdio Stdio);
