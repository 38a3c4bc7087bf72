namespace Iamd.Terminal;

/// <summary>Asks the person at the terminal.</summary>
internal static class Prompt
{
    /// <summary>Asks for a code of an MFA device.</summary>
    /// <exception cref="CommandFailure">Nobody is there to answer, or the answer is not six digits.</exception>
    public static string Code(string question)
    {
        if (Console.IsInputRedirected)
            throw new CommandFailure($"{question}: a code is needed, and there is no terminal to ask at.");
        Console.Error.Write($"{question}: ");
        string answer = (Console.In.ReadLine() ?? "").Trim();
        return answer.Length == 6 && answer.All(char.IsAsciiDigit) ? answer : throw new CommandFailure("A code has six digits.");
    }
}
