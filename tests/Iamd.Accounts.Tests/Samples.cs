namespace Iamd.Accounts.Tests;

/// <summary>Entities put straight into a world, and short policies.</summary>
internal static class Samples
{
    /// <summary>A policy of one statement that allows.</summary>
    public static string Allow(string action, string resource = "*", string condition = "{}") => Statement("Allow", action, resource, condition);

    /// <summary>A policy of one statement.</summary>
    public static string Statement(string effect, string action, string resource = "*", string condition = "{}") =>
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"{{{effect}}}","Action":"{{{action}}}","Resource":"{{{resource}}}","Condition":{{{condition}}}}}""";

    /// <summary>Puts a user; with a policy text it carries that inline.</summary>
    public static User AddUser(this Daemon daemon, string name, string? policy = null)
    {
        User user = Entities.User(name);
        if (policy is not null)
            user = user with { InlinePolicies = user.InlinePolicies.Add("inline", Entities.Document(policy)) };
        return Added(daemon, user);
    }

    public static Group AddGroup(this Daemon daemon, string name) => Added(daemon, Entities.Group(name));

    public static Role AddRole(this Daemon daemon, string name, string path = "/") => Added(daemon, Entities.Role(name, path));

    public static ManagedPolicy AddPolicy(this Daemon daemon, string name, string path = "/") => Added(daemon, Entities.Policy(name, path: path));

    private static T Added<T>(Daemon daemon, T entity)
        where T : Entity
    {
        daemon.Put(entity);
        return entity;
    }
}
